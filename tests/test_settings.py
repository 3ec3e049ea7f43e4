"""Settings: where they are said, which wins, and what is said of those that are wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from formatter.errors import UsageError
from formatter.settings import KINDS, Setting, home, must_be_one, read

WHOLE = """\
theme = "newspaper"
to = ["pdf"]
output = "sach"
profile = "kobo"
legacy-encoding = "windows-1258"
smart = true
tone-style = "new"
rules = "luat"
jobs = 3
online = false
strict = true
json = true
cache = "giu"
cover = "bia.jpg"
animation = "keep"
conforms = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
certified-by = "Hội Sách Nói"
exemption = "eaa-microenterprise"

[fonts]
use = "system"
extra = ["chu/Han.otf", "/usr/share/fonts/x.ttf"]
"""


def put(folder: Path, text: str, name: str = "formatter.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def held(folder: Path, **environment: str) -> dict[str, object]:
    return {name: setting.value for name, setting in read(folder, environment).items()}


def refusal(folder: Path, **environment: str) -> UsageError:
    with pytest.raises(UsageError) as raised:
        read(folder, environment)
    assert raised.value.problem.endswith(".")
    assert raised.value.remedy.endswith(".")
    return raised.value


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert held(tmp_path) == {}
    assert held(tmp_path, HOME=str(tmp_path), FORMATTER_OTHER="x", FORMATTER_THEME=" ") == {}


def test_every_setting_of_a_file(tmp_path: Path) -> None:
    put(tmp_path, WHOLE)
    found = held(tmp_path)
    assert found.keys() == KINDS.keys()
    assert found == {
        "theme": "newspaper",
        "to": ["pdf"],
        "output": str(tmp_path / "sach"),
        "profile": "kobo",
        "legacy-encoding": "windows-1258",
        "smart": True,
        "tone-style": "new",
        "rules": str(tmp_path / "luat"),
        "jobs": 3,
        "online": False,
        "strict": True,
        "json": True,
        "cache": str(tmp_path / "giu"),
        "cover": str(tmp_path / "bia.jpg"),
        "animation": "keep",
        "conforms": "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        "certified-by": "Hội Sách Nói",
        "exemption": "eaa-microenterprise",
        "fonts": "system",
        "font": [str(tmp_path / "chu/Han.otf"), "/usr/share/fonts/x.ttf"],
    }


def test_every_setting_of_the_environment(tmp_path: Path) -> None:
    found = held(
        tmp_path,
        FORMATTER_THEME="./rieng",
        FORMATTER_TO="epub, pdf",
        FORMATTER_OUTPUT="sach",
        FORMATTER_PROFILE="kindle",
        FORMATTER_LEGACY_ENCODING="none",
        FORMATTER_RULES="luat",
        FORMATTER_JOBS="2",
        FORMATTER_ONLINE="yes",
        FORMATTER_STRICT="0",
        FORMATTER_JSON="true",
        FORMATTER_FONT=f"a.ttf{os.pathsep}b.ttc#1",
    )
    assert found == {
        "theme": "./rieng",
        "to": ["epub", "pdf"],
        "output": "sach",
        "profile": "kindle",
        "legacy-encoding": "none",
        "rules": "luat",
        "jobs": 2,
        "online": True,
        "strict": False,
        "json": True,
        "font": ["a.ttf", "b.ttc#1"],
    }


def test_the_nearer_one_wins_each_by_itself(tmp_path: Path) -> None:
    own = tmp_path / "nha"
    put(own / "formatter", 'theme = "a"\nprofile = "a"\njobs = 1\nstrict = true\n')
    put(tmp_path, 'theme = "b"\nprofile = "b"\njobs = 2\n')
    environment = {"XDG_CONFIG_HOME": str(own), "FORMATTER_THEME": "c", "FORMATTER_PROFILE": "c"}
    found = held(tmp_path, **environment, FORMATTER_JOBS="")
    assert found == {"theme": "c", "profile": "c", "jobs": 2, "strict": True}


def test_a_project_s_file_holds_them_too(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.formatter]\njobs = 2\ntheme = "./rieng"\n'
    path = put(tmp_path, text, "pyproject.toml")
    assert read(tmp_path, {})["jobs"] == Setting(2, f"{path}, line 5")
    assert held(tmp_path) == {"jobs": 2, "theme": str(tmp_path / "rieng")}
    put(tmp_path, "jobs = 4\n")
    assert held(tmp_path) == {"jobs": 4}


@pytest.mark.parametrize(
    "text", ["[tool]\nformatter-x = 1\n", "tool = 1 # formatter", "for[matter"]
)
def test_a_project_s_file_without_them_is_nobody_s_business(text: str, tmp_path: Path) -> None:
    put(tmp_path, text, "pyproject.toml")
    assert held(tmp_path) == {}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CONFIG_HOME": "/a", "HOME": "/b"}, Path("/a/formatter")),
        ({"XDG_CONFIG_HOME": "a", "HOME": "/b"}, Path("/b/.config/formatter")),
        ({"HOME": "/b"}, Path("/b/.config/formatter")),
        ({}, None),
    ],
)
def test_a_user_s_own_folder(environment: dict[str, str], expected: Path | None) -> None:
    assert home(environment) == expected


@pytest.mark.parametrize(
    ("text", "line", "problem", "remedy"),
    [
        ("jobs = 0", 1, "jobs is 0.", "a whole number from 1"),
        ("\njobs = true", 2, "jobs is true.", "a whole number from 1"),
        ('jobs = "2"', 1, "jobs is “2”.", "a whole number from 1"),
        ('strict = "yes"', 1, "strict is “yes”.", "true or false"),
        ('to = "epub"', 1, "to is “epub”.", 'as ["epub"]'),
        ("to = [1]", 1, "to is [1].", 'as ["epub"]'),
        ("theme = 1", 1, "theme is 1.", 'as "book"'),
        ('profile = ""', 1, "profile is “”.", 'as "kobo"'),
        ('a = 1\nthme = "book"', 1, "no setting a.", "Use one of theme, to,"),
        ('\n\nthme = "book"', 3, "no setting thme.", "legacy-encoding"),
        ('font = ["a.ttf"]', 1, "no setting font.", "or [fonts]"),
        (
            '[fonts]\ntext = "andika"',
            1,
            "[fonts] has extra and use alone here.",
            "for a theme to say",
        ),
        ('[fonts]\n\nextra = "a.ttf"', 3, "extra is “a.ttf”.", "a list of files"),
        ("fonts = 1", 1, "[fonts] has extra and use alone here.", "extra = ["),
        ('theme = "a\n', 1, "isn't TOML: illegal character", 'theme = "newspaper"'),
        ("jobs = 1\njobs = 2", 2, "isn't TOML", 'theme = "newspaper"'),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_key(
    text: str, line: int, problem: str, remedy: str, tmp_path: Path
) -> None:
    path = put(tmp_path, text)
    why = refusal(tmp_path)
    assert f"{path}, line {line}" in why.problem
    assert problem in why.problem
    assert remedy in why.remedy


def test_a_file_that_isn_t_text(tmp_path: Path) -> None:
    (tmp_path / "formatter.toml").write_bytes(b"jobs = 1\n\xff\n")
    assert refusal(tmp_path).problem == f"{tmp_path / 'formatter.toml'}, line 2, isn't UTF-8."


@pytest.mark.parametrize(
    ("name", "said", "remedy"),
    [
        ("FORMATTER_JOBS", "nhiều", "a whole number from 1"),
        ("FORMATTER_STRICT", "có", "true or false"),
    ],
)
def test_a_variable_that_is_wrong(name: str, said: str, remedy: str, tmp_path: Path) -> None:
    why = refusal(tmp_path, **{name: said})
    assert why.problem == f"The environment's {name} is “{said}”."
    assert remedy in why.remedy


def test_a_name_that_is_none_is_told_with_where_it_was_said() -> None:
    with pytest.raises(UsageError) as raised:
        must_be_one("to", Setting(["pdf", "mobi"], "formatter.toml, line 2"), ("epub", "pdf"))
    assert raised.value.problem == "formatter.toml, line 2: there is no output named mobi."
    assert raised.value.remedy == "Choose one of epub, pdf."
    must_be_one("theme", Setting("./rieng", "here"), ("book",))
