"""The families of newspapers: each rule on a page of its family, and rules that can't be used."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from formatter import sites
from formatter.article import Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import faults
from formatter.errors import UsageError
from formatter.source import read
from tests.tools.account import differences
from tests.tools.nesting import astray
from tests.tools.told import as_json

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = [rule.name for rule in sites.rules()]
RULES = {rule.name: rule for rule in sites.rules()}
# What a family's rule may name; `name`, `marks` and `body` are its own matter.
PARTS = [
    f.name for f in dataclasses.fields(sites.SiteRule) if f.name not in {"name", "marks", "body"}
]


def page(name: str) -> Page:
    return read(GOLDEN / "sites" / name / "page.html", url=f"https://{name}.example/bai-1.html")


def rule_of(markup: str) -> sites.SiteRule | None:
    tree = LexborHTMLParser(markup)
    return sites.rule_for(markup, lambda css: tree.css_first(css) is not None)


def test_each_family_has_a_page() -> None:
    assert sorted(place.name for place in (GOLDEN / "sites").iterdir()) == sorted(NAMES)
    assert len(NAMES) == 14


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_known_by_its_family(name: str) -> None:
    rule = rule_of(page(name).html)
    assert rule is not None
    assert rule.name == name


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_all_that_the_rule_names(name: str) -> None:
    tree = LexborHTMLParser(page(name).html)
    named = [part for part in PARTS if getattr(RULES[name], part)]
    assert [part for part in named if tree.css_first(getattr(RULES[name], part)) is None] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_article_as_the_family_writes_it(
    name: str, golden: Callable[[Path, str], None]
) -> None:
    made = clean(page(name))
    golden(Path("sites") / name / "article.json", as_json(made))
    assert made.title
    assert made.authors
    assert made.published
    assert 'class="lead"' in made.body
    assert list(faults(made.body)) == []
    assert astray(made.body) == []
    assert differences(page(name), made) == {}


@pytest.mark.parametrize("name", NAMES)
def test_chrome_that_the_rule_names_is_told_by_it(name: str) -> None:
    rule = RULES[name]
    if not rule.drop:
        assert not any(gone.rule.startswith("site") for gone in clean(page(name)).removed)
        return
    gone = [gone for gone in clean(page(name)).removed if gone.rule == f"site {name}"]
    assert gone


@pytest.mark.parametrize("name", NAMES)
def test_the_first_paragraph_is_not_needed_to_know_a_family(name: str) -> None:
    """A rule is asked only where one of its marks stands in the markup."""
    rule = RULES[name]
    assert any(mark in page(name).html for mark in rule.marks)
    assert rule_of("<html><body><p>Không của ai.</p></body></html>") is None


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_only_speaks_of_a_family_is_not_of_it(name: str) -> None:
    marks = " ".join(RULES[name].marks)
    assert rule_of(f"<html><body><p>{marks}</p></body></html>") is None


GOOD = 'marks = ["x"]\nbody = ".x"\n'


def test_a_rule_is_read(tmp_path: Path) -> None:
    place = tmp_path / "xom.toml"
    place.write_text(GOOD + 'drop = [\n  ".a",\n  ".b",\n]\nlead = "p.sapo"\n', encoding="utf-8")
    rule = sites.load(place)
    assert (rule.name, rule.marks, rule.body) == ("xom", ("x",), ".x")
    assert (rule.drop, rule.lead, rule.title) == (".a, .b", "p.sapo", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD + 'sapo = ".y"\n', "an unknown key, sapo"),
        (GOOD + 'name = "y"\n', "an unknown key, name"),
        ('marks = ["x"]\n', "no body"),
        ('body = ".x"\n', "no body or no marks"),
        ('marks = ["x"]\nbody = ""\n', "no body"),
        ('marks = []\nbody = ".x"\n', "no marks"),
        ("", "no body or no marks"),
        ("marks = [\n", "can't be read"),
        (GOOD + GOOD, "can't be read"),
    ],
)
def test_a_wrong_rule_says_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    place = tmp_path / "xom.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        sites.load(place)
    assert said in caught.value.problem
    assert str(place) in caught.value.problem
    assert caught.value.remedy.endswith(".")
    assert caught.value.exit_code == 2


def test_a_rule_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"khong\.toml"):
        sites.load(tmp_path / "khong.toml")


def test_a_rule_in_another_encoding(tmp_path: Path) -> None:
    place = tmp_path / "xom.toml"
    place.write_bytes("# xóm\n".encode("utf-16") + GOOD.encode())
    with pytest.raises(UsageError, match="can't be read"):
        sites.load(place)


@pytest.mark.parametrize(
    "line", ["drop = 5", 'drop = { a = "b" }', "drop = [1, 2]", 'marks = "x"', "lead = true"]
)
def test_a_key_of_another_kind_is_named(tmp_path: Path, line: str) -> None:
    place = tmp_path / "xom.toml"
    kept = "" if line.startswith("marks") else 'marks = ["x"]\n'
    place.write_text(f'{kept}body = ".x"\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        sites.load(place)
    assert line.split(maxsplit=1)[0] in caught.value.problem
    assert str(place) in caught.value.problem
