"""The engines, started once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.readers.engines import Engines
from tests.readers.engines import engines as started


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    with started() as running:
        yield running
