"""The lines of keys: every table and value that a parser finds has one, and it is the right one."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from formatter.digest import places

TEXT = """\
a = 1 # c = 2
"b c" = \"\"\"
d = 3
\"\"\"
'e' = '''f = 4'''
[g.h]
i.j = [1,
  [2, "]"], # ]
  { k = "}", l = [3,
   4] },
]
[[m]]
n = 2026-11-22
[[m.o]]
p = "\\"q = 5\\""
[[m]]
[[m.o]]
[[m.o]]
p = {  }
[m.r]
s = true
"""


def paths(value: Any, path: places.Path = ()) -> Iterator[places.Path]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield (*path, key)
            yield from paths(inner, (*path, key))


def test_lines_of_toml() -> None:
    lines = places.of_toml(TEXT)
    assert lines["a",] == 1
    assert lines["b c",] == 2
    assert lines["e",] == 5
    assert lines["g", "h"] == 6
    assert lines["g", "h", "i", "j"] == 7
    assert lines["g", "h", "i", "j", 1, 1] == 8
    assert lines["g", "h", "i", "j", 2, "l", 1] == 10
    assert lines["m", 0] == 12
    assert lines["m", 0, "o", 0, "p"] == 15
    assert lines["m", 1, "o", 1, "p"] == 19
    assert lines["m", 1, "r", "s"] == 21
    assert set(paths(tomllib.loads(TEXT))) <= {*lines, ("g",), ("m", 0, "o"), ("m", 1, "o")}


def test_lines_break_in_two_ways() -> None:
    assert places.of_toml("a = 1\r\nb = 2\r\n")["b",] == 2


_KEYS = st.text(min_size=1, max_size=6)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=4), st.sampled_from([None, 1]))
def test_each_value_of_a_json_text_has_its_line(table: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(table, indent=indent)
    lines, twice = places.of_json(text)
    assert twice is None
    assert set(lines) == set(paths(table))
    written = text.split("\n")
    for path, line in lines.items():
        if indent and isinstance(path[-1], str):
            assert written[line - 1].strip().startswith(json.dumps(path[-1]))


def toml(value: Any) -> str:
    if isinstance(value, dict):
        inner = (f"{json.dumps(key)} = {toml(one)}" for key, one in value.items())
        return f"{{ {', '.join(inner)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps("" if value is None else value)


_PLAIN = st.recursive(
    st.booleans() | st.integers(0, 99) | st.text("ab\"'#=[]{},.\\ é", max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text('ab .#"', min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.text("abc .#", min_size=1, max_size=4), _PLAIN, max_size=4))
def test_each_value_of_a_toml_text_has_its_line(table: dict[str, Any]) -> None:
    text = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items())
    assert tomllib.loads(text) == table
    lines = places.of_toml(text)
    assert set(lines) == set(paths(table))
    for number, key in enumerate(table, start=1):
        assert {line for path, line in lines.items() if path[0] == key} == {number}
