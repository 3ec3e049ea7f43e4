"""The families of newspapers: each rule on a page of its family, and rules that can't be used."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from formatter import sites
from formatter.article import Page
from formatter.clean.clean import clean
from formatter.clean.vocabulary import faults
from formatter.cli import main
from formatter.errors import UsageError
from formatter.sites.rule import KEYS
from formatter.source import read
from tests.tools.account import differences
from tests.tools.nesting import astray
from tests.tools.told import as_json

GOLDEN = Path(__file__).parents[1] / "golden"
NAMES = [rule.name for rule in sites.rules()]
RULES = {rule.name: rule for rule in sites.rules()}
# What a family's rule may name on a page.
PARTS = [
    f.name
    for f in dataclasses.fields(sites.SiteRule)
    if f.name not in {"name", "version", "marks", "body", "origin", "data"}
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


@pytest.mark.parametrize("name", NAMES)
def test_the_article_says_which_rule_was_used(name: str) -> None:
    assert clean(page(name)).rule == f"{name} {RULES[name].version}"


@pytest.mark.parametrize("name", NAMES)
def test_our_rules_are_held_to_what_a_user_is_told(name: str) -> None:
    """Ours aren't compiled when they are loaded: they are here."""
    origin = RULES[name].origin
    assert origin is not None
    assert sites.load(origin) == RULES[name]


GOOD = 'version = 1\nmarks = ["x"]\nbody = ".x"\n'


def fault(folder: Path, text: str | bytes) -> UsageError:
    place = folder / "xom.toml"
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UsageError) as caught:
        sites.load(place)
    assert str(place) in caught.value.problem
    assert caught.value.remedy.endswith(".")
    assert caught.value.exit_code == 2
    return caught.value


def test_a_rule_is_read(tmp_path: Path) -> None:
    place = tmp_path / "xom.toml"
    place.write_text(GOOD + 'drop = [\n  ".a",\n  ".b",\n]\nlead = "p.sapo"\n', encoding="utf-8")
    rule = sites.load(place)
    assert (rule.name, rule.version, rule.marks, rule.body) == ("xom", 1, ("x",), ".x")
    assert (rule.drop, rule.lead, rule.title) == (".a, .b", "p.sapo", "")
    assert (str(rule), rule.origin) == ("xom 1", place)


@pytest.mark.parametrize(
    ("text", "line", "said", "remedy"),
    [
        (GOOD + 'sapo = ".y"\n', 4, "an unknown key, sapo", "Write lead there"),
        (GOOD + 'athor = ".y"\n', 4, "an unknown key, athor", "Write author there"),
        (GOOD + 'Title = ".y"\n', 4, "an unknown key, Title", "Write title there"),
        (GOOD + 'name = "y"\n', 4, "an unknown key, name", "called as its file is"),
        (GOOD + '\n# x\nzzz = ".y"\n', 6, "an unknown key, zzz", "The keys are version, marks"),
        (GOOD + '\n[drop]\na = ".y"\n', 5, "a drop that is no text", 'drop = [".name"]'),
        (GOOD + "[[parts]]\n", 4, "an unknown key, parts", "The keys are"),
        ('version = 1\nmarks = ["x"]\n', 0, "no body", 'Write body = [".…"]'),
        ('version = 1\nbody = ".x"\n', 0, "no marks", "Write marks = "),
        ('marks = ["x"]\nbody = ".x"\n', 0, "no version", "Write version = 1"),
        ('version = 1\nmarks = ["x"]\nbody = ""\n', 3, "an empty text in body", "Write a text"),
        ('version = 1\nmarks = [" "]\nbody = ".x"\n', 2, "an empty text in marks", "Write a text"),
        ('version = 1\nmarks = []\nbody = ".x"\n', 2, "no marks", "Write marks = "),
        ("", 0, "no version", "Write version = 1"),
        ("version = 1\nmarks = [\n", 2, "is no TOML", "KEY = "),
        ("version = 1\nbody = .x\n", 2, "is no TOML", 'Write body = ".x" there, with quotation'),
        ('version = 1\nbody: ".x"\n', 2, "is no TOML", 'Write body = ".x" there: TOML has ='),
        (GOOD + GOOD, 4, "is no TOML", "Write each key once"),
        ('version = "1"\nmarks = ["x"]\nbody = ".x"\n', 1, "no number", "Write version = 1"),
        ('version = 0\nmarks = ["x"]\nbody = ".x"\n', 1, "no number", "Write version = 1"),
        ('version = true\nmarks = ["x"]\nbody = ".x"\n', 1, "no number", "Write version = 1"),
        (GOOD + "drop = 5", 4, "a drop that is no text", 'drop = [".name"]'),
        (GOOD + 'drop = { a = "b" }', 4, "a drop that is no text", 'drop = [".name"]'),
        (GOOD + "drop = [1, 2]", 4, "a drop that is no text", 'drop = [".name"]'),
        (GOOD + "lead = true", 4, "a lead that is no text", 'lead = [".name"]'),
        ('version = 1\nmarks = "x"\nbody = ".x"', 2, "a marks that is no text", "a list of texts"),
        (GOOD + 'drop = [\n  ".a",\n  ".b >",\n]', 6, "no selector: .b >", "isn't written as CSS"),
        (GOOD + 'lead = "p[class=a"', 4, "no selector: p[class=a", "It lacks a ]."),
        (GOOD + 'lead = "p:nth-child(2"', 4, "no selector", "It lacks a )."),
        (GOOD + 'lead = "p.a]"', 4, "no selector", "Its ] closes nothing."),
        (GOOD + 'lead = "p[class=\'a]"', 4, "no selector", "It lacks a quotation mark."),
        (GOOD + 'lead = "p:frist-child"', 4, "no selector", "Is it :first-child?"),
        (GOOD + 'lead = "p::before"', 4, "no selector", ":before isn't known."),
        (GOOD + 'lead = "//p[@class]"', 4, "no selector", "isn't written as CSS"),
        (GOOD.encode() + 'lead = "p.t\u1eadp"'.encode("utf-16-le"), 4, "can't be read", "as UTF-8"),
        (("# xóm\n" + GOOD).encode("utf-16"), 1, "can't be read", "as UTF-8"),
    ],
)
def test_a_wrong_rule_says_where_and_what_to_write(
    tmp_path: Path, text: str | bytes, line: int, said: str, remedy: str
) -> None:
    wrong = fault(tmp_path, text)
    assert said in wrong.problem
    assert remedy in wrong.remedy
    assert (f"line {line}," in wrong.problem) == bool(line)


def test_a_rule_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"khong\.toml"):
        sites.load(tmp_path / "khong.toml")


PAGE = """<html lang="vi"><head><title>Giếng làng được nạo lại</title></head><body>
<div class="mien"><h1>Giếng làng được nạo lại</h1><p class="mo">Sau mùa khô dài nhất trong ký ức
các cụ, xóm Đình cùng nhau nạo lại cái giếng đá bỏ quên.</p><div class="xom-than"><p>Sáng mùng ba,
hai mươi người đàn ông thả dây xuống giếng, chuyền tay nhau từng xô bùn đen, còn các bà nấu cháo
đậu xanh dưới gốc gạo cho cả xóm.</p><p class="rao">Mua máy bơm giá tốt hôm nay.</p><p>Đến chiều,
mạch nước đầu tiên rỉ ra từ kẽ đá, mát lạnh, và bọn trẻ được uống trước.</p></div></div></body>
</html>"""
OWN = 'version = 4\nmarks = ["xom-than"]\nbody = ".xom-than"\nlead = ".mo"\ndrop = ".rao"\n'


def test_a_rule_of_the_users_is_used_and_named(tmp_path: Path) -> None:
    (tmp_path / "xom.toml").write_text(OWN, encoding="utf-8")
    made = clean(Page(html=PAGE), rules=sites.rules(tmp_path))
    assert made.rule == "xom 4"
    assert [gone.text for gone in made.removed if gone.rule == "site xom"] == [
        "Mua máy bơm giá tốt hôm nay."
    ]
    assert clean(Page(html=PAGE)).rule == ""
    assert clean(Page(html=PAGE), rules=()).rule == ""


def test_the_users_rules_win_over_ours(tmp_path: Path) -> None:
    ours = page("vnexpress")
    (tmp_path / "vnexpress.toml").write_text(
        'version = 9\nmarks = ["fck_detail"]\nbody = ".fck_detail"\n', encoding="utf-8"
    )
    (tmp_path / "zz.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / ".cu.toml").write_text("hỏng", encoding="utf-8")
    mine = sites.rules(tmp_path)
    assert [str(rule) for rule in mine[:2]] == ["vnexpress 9", "zz 4"]
    assert sorted(rule.name for rule in mine) == sorted([*NAMES, "zz"])
    assert clean(ours, rules=mine).rule == "vnexpress 9"


def test_a_rule_is_read_again_when_its_file_has_changed(tmp_path: Path) -> None:
    place = tmp_path / "xom.toml"
    for version in (1, 2):
        place.write_text(OWN.replace("4", str(version)), encoding="utf-8")
        os.utime(place, ns=(version, version))
        assert sites.rules(tmp_path)[0].version == version


@pytest.mark.parametrize("name", ["khong-co", "tep"])
def test_a_folder_of_rules_that_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match=name):
        sites.rules(tmp_path / name)


def test_the_users_folder_is_found(tmp_path: Path) -> None:
    assert sites.home({"XDG_CONFIG_HOME": str(tmp_path)}) is None
    own = tmp_path / ".config" / "formatter" / "rules"
    own.mkdir(parents=True)
    assert sites.home({"HOME": str(tmp_path)}) == own
    assert sites.home({"HOME": str(tmp_path), "XDG_CONFIG_HOME": "tuong/doi"}) == own
    assert sites.home({"XDG_CONFIG_HOME": str(tmp_path / ".config")}) == own
    assert sites.home({}) is None


def test_the_commands_take_the_users_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "formatter" / "rules"
    own.mkdir(parents=True)
    (own / "xom.toml").write_text(OWN, encoding="utf-8")
    saved = tmp_path / "gieng.html"
    saved.write_text(PAGE, encoding="utf-8")
    told = CliRunner().invoke(main, ["clean", str(saved), "--json", "--rules", str(own)])
    assert json.loads(told.stdout)["rule"] == "xom 4"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    told = CliRunner().invoke(main, ["clean", str(saved), "--json"])
    assert json.loads(told.stdout)["rule"] == "xom 4"
    listed = CliRunner().invoke(main, ["rules"]).stdout.splitlines()
    assert listed[0].split("\t") == ["xom", "4", str(own / "xom.toml")]
    assert len(listed) == 15


def test_a_wrong_rule_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "xom.toml").write_text(OWN + 'sapo = ".y"\n', encoding="utf-8")
    given = ["convert", str(tmp_path / "khong.html"), "--to", "epub", "-o", str(tmp_path)]
    made = CliRunner().invoke(main, [*given, "--rules", str(tmp_path)])
    assert made.exit_code == 2
    assert "line 6, has an unknown key, sapo" in made.stderr
    assert "Write lead there" in made.stderr


def test_the_readme_teaches_a_newspaper(tmp_path: Path) -> None:
    """What it says of its page and its rule is so."""
    readme = (GOLDEN.parents[1] / "README.md").read_text(encoding="utf-8")
    told = readme.partition("## Teach it a newspaper")[2].partition("\n## ")[0]
    markup, rule = (
        told.partition(f"```{kind}\n")[2].partition("```")[0] for kind in ("html", "toml")
    )
    (tmp_path / "baoxom.toml").write_text(rule, encoding="utf-8")
    untaught = clean(Page(html=markup))
    taught = clean(Page(html=markup), rules=sites.rules(tmp_path))
    assert "Tư Lành" in untaught.body
    assert untaught.title == ""
    assert "Tư Lành" not in taught.body
    assert ("site baoxom", True) in {(g.rule, "Tư Lành" in g.text) for g in taught.removed}
    assert taught.rule == "baoxom 1"
    assert taught.title == "Giếng làng được nạo lại sau mười hai năm bỏ quên"
    assert taught.body.startswith('<p class="lead">Sau mùa khô')
    assert "Đến chiều" in taught.body
    wrong = fault(tmp_path, rule.replace("lead =", "sapo ="))
    assert "line 5, has an unknown key, sapo." in wrong.problem
    assert wrong.remedy.startswith("Write lead there. The keys are version, marks, body, ")
    rows = told.partition("|---|---|")[2]
    assert [key for key in KEYS if f"`{key}`" not in rows] == []
