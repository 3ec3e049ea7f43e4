"""Further pages among many sources: found across windows, and nothing read that needn't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from formatter import further
from formatter.workers import Workers


def saved(folder: Path, name: str, *links: str) -> str:
    path = folder / name
    path.write_text(
        "<html><head><title>Người gác đèn biển</title></head><body><h1>Người gác đèn biển</h1>"
        f"<p>Ông Tự thắp đèn ở {name}.</p>{''.join(links)}</body></html>",
        encoding="utf-8",
    )
    return str(path)


def goes_on(name: str) -> str:
    return f'<a href="{name}">Trang sau</a>'


def looked_through(sources: list[str | bytes]) -> dict[str | bytes, str]:
    with Workers(1) as workers:
        parts = list(further.windows(sources, workers=workers))
    assert [source for window, _ in parts for source in window] == sources
    return parts[-1][1]


@pytest.mark.parametrize("window", [1, 2, 256])
def test_a_later_page_is_found_from_the_window_before(
    tmp_path: Path, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(further, "WINDOW", window)
    sources: list[str | bytes] = [
        saved(tmp_path, "den-p2.html"),
        saved(tmp_path, "den.html", goes_on("den-p2.html")),
        saved(tmp_path, "khac.html"),
    ]
    assert looked_through(sources) == {sources[0]: sources[1]}


def test_a_page_alone_in_its_folder_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def parts(path: Path, legacy: str) -> tuple[Path, ...]:  # noqa: ARG001  as the real one's
        read.append(path)
        return ()

    monkeypatch.setattr(further, "_parts", parts)
    (tmp_path / "a").mkdir()
    sources: list[str | bytes] = [
        saved(tmp_path, "den.html"),
        saved(tmp_path / "a", "den-p2.html"),
        b"<p>",
        "http://x.example/",
    ]
    assert looked_through(sources) == {}
    assert read == []
