"""Many sources bound into one book: sections, volumes, what comes twice, and later editions."""

from __future__ import annotations

import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image as Pixels

from formatter import store
from formatter.batch import Order
from formatter.binder import run
from formatter.cli import main
from formatter.edition import Binding
from formatter.errors import UsageError
from formatter.imprint import Imprint
from formatter.records import Record
from formatter.source import expand
from tests.tools.epubcheck import complaints
from tests.tools.story import ENDING, OPENING, TITLE, URL, page

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "corpus"
EPUB = ("epub",)


def saved(folder: Path, name: str, *, title: str, site: str = "", inner: str = "") -> str:
    folder.mkdir(exist_ok=True)
    place = folder / f"{name}.html"
    head = f'<meta property="og:site_name" content="{site}">' if site else ""
    link = f'<link rel="canonical" href="{URL.replace("chuyen-do-cuoi", name)}">'
    text = page(inner, head=head + link).html.replace(TITLE, title)
    place.write_text(text, encoding="utf-8")
    return str(place)


def bound(
    sources: list[str], folder: Path, binding: Binding, *, formats: tuple[str, ...] = EPUB,
    jobs: int = 1,
) -> list[Record]:  # fmt: skip
    return list(run(list(sources), Order(folder=folder, formats=formats), binding, jobs=jobs))


def files(folder: Path) -> dict[str, str]:
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def contents(path: Path) -> list[tuple[str, list[str]]]:
    """Return the book's sections with the titles of their articles, as its record has them."""
    book = store.unpacked(path)
    return [(part.title, [article.title for article in part.articles]) for part in book.sections]


def test_a_book_of_all_with_a_section_a_site(tmp_path: Path) -> None:
    sources = [
        saved(tmp_path, "mot", title="Bến đò", site="Báo Non"),
        saved(tmp_path, "hai", title="Chợ nổi", site="Báo Suối"),
        saved(tmp_path, "ba", title="Ghe hàng bông", site="Báo Non"),
    ]
    records = bound(sources, tmp_path / "ra", Binding(title="Tuần trên sông", by="site"))
    assert [record.source for record in records] == sources
    assert {tuple(o["path"] for o in record.outputs) for record in records} == {
        (str(tmp_path / "ra" / "tuan-tren-song.epub"),)
    }
    assert list(files(tmp_path / "ra")) == ["tuan-tren-song.epub"]
    assert contents(tmp_path / "ra" / "tuan-tren-song.epub") == [
        ("Báo Non", ["Bến đò", "Ghe hàng bông"]),
        ("Báo Suối", ["Chợ nổi"]),
    ]
    digest = files(tmp_path / "ra")["tuan-tren-song.epub"]
    assert records[0].outputs[0]["sha256"] == digest


def test_workers_and_days_change_no_byte(tmp_path: Path) -> None:
    names = ("vnexpress", "gallery", "notes-blog", "code", "english-blog")
    sources = [str(CORPUS / f"{name}.html") for name in names]
    binding = Binding(title="Năm bài", by="site")
    for jobs in (1, 2):
        records = bound(sources, tmp_path / str(jobs), binding, formats=("epub", "pdf"), jobs=jobs)
        assert {record.status for record in records} == {"done"}
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert len(files(tmp_path / "1")) == 2


def test_an_article_that_comes_twice_stands_once(tmp_path: Path) -> None:
    first = saved(tmp_path, "mot", title="Bến đò")
    again = saved(tmp_path / "khac", "mot", title="Bến đò")
    records = bound([first, again], tmp_path / "ra", Binding(title="Một bài"))
    assert contents(tmp_path / "ra" / "mot-bai.epub") == [("", ["Bến đò"])]
    assert records[1].notes == (f"It is the article of {first}, which stands in the book.",)
    assert [record.status for record in records] == ["done", "done"]


def test_a_page_that_fails_stops_nothing(tmp_path: Path) -> None:
    good = saved(tmp_path, "mot", title="Bến đò")
    records = bound([str(tmp_path / "khong.html"), good], tmp_path / "ra", Binding(title="Sông"))
    assert [record.status for record in records] == ["failed", "done"]
    assert records[0].outputs == ()
    assert contents(tmp_path / "ra" / "song.epub") == [("", ["Bến đò"])]


def test_nothing_but_failures_makes_no_book(tmp_path: Path) -> None:
    records = bound([str(tmp_path / "khong.html")], tmp_path / "ra", Binding(title="Sông"))
    assert [record.status for record in records] == ["failed"]
    assert files(tmp_path / "ra") == {}


@pytest.mark.parametrize("split", ["2", "1MB"])
def test_volumes_are_a_series_of_valid_books_within_the_limit(tmp_path: Path, split: str) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "e", ignore=shutil.ignore_patterns("out"))
    sources = [str(path) for path in sorted((tmp_path / "e").glob("*.html"))]
    sources += [saved(tmp_path, f"b{n}", title=f"Bến thứ {n}") for n in range(3)]
    records = bound(sources, tmp_path / "ra", Binding(title="Miền nước", split=split))
    made = sorted((tmp_path / "ra").glob("*.epub"))
    assert len(made) > 1
    assert {record.status for record in records} == {"done"}
    for number, path in enumerate(made, start=1):
        book = store.unpacked(path)
        assert (book.title, book.series, book.number) == (
            f"Miền nước, tập {number}", "Miền nước", number,
        )  # fmt: skip
        assert split != "2" or len(book.articles) <= 2
        assert split == "2" or path.stat().st_size <= 1_000_000 or len(book.articles) == 1
        package = zipfile.ZipFile(path).read("EPUB/content.opf").decode()
        assert f'<meta property="group-position" refines="#series">{number}</meta>' in package
        assert f'<meta name="calibre:series_index" content="{number}"/>' in package
    told = complaints({path.name: path.read_bytes() for path in made})
    assert [str(one) for said in told.values() for one in said if one.severity != "USAGE"] == []


def documents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {n: file.read(n) for n in file.namelist() if "/article-" in n or "/section-" in n}


def test_a_later_edition_keeps_names_identifier_and_what_did_not_change(tmp_path: Path) -> None:
    first = [
        saved(tmp_path, "mot", title="Bến đò", site="Báo Non"),
        saved(tmp_path, "hai", title="Chợ nổi", site="Báo Suối"),
    ]
    bound(first, tmp_path / "ra", Binding(title="Sông", by="site"))
    path = tmp_path / "ra" / "song.epub"
    before, identifier = documents(path), store.unpacked(path).identifier
    later = [
        saved(tmp_path, "ba", title="Ghe hàng bông", site="Báo Non"),
        saved(tmp_path, "hai", title="Chợ nổi", site="Báo Suối", inner="<p>Chợ dời bến.</p>"),
        saved(tmp_path, "bon", title="Lò gốm", site="Báo Đất"),
    ]
    records = bound(later, tmp_path / "ra", Binding(by="site", update=path))
    assert {record.outputs[0]["path"] for record in records} == {str(path)}
    assert contents(path) == [
        ("Báo Non", ["Bến đò", "Ghe hàng bông"]),
        ("Báo Suối", ["Chợ nổi"]),
        ("Báo Đất", ["Lò gốm"]),
    ]
    after = documents(path)
    assert store.unpacked(path).identifier == identifier
    assert before.keys() < after.keys()
    assert after["EPUB/article-001.xhtml"] == before["EPUB/article-001.xhtml"]
    changed = after["EPUB/article-002.xhtml"].decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Chợ dời bến" in changed
    assert after["EPUB/section-02.xhtml"] == before["EPUB/section-02.xhtml"]
    assert sorted(after.keys() - before.keys()) == [
        "EPUB/article-003.xhtml", "EPUB/article-004.xhtml", "EPUB/section-03.xhtml",
    ]  # fmt: skip
    told = complaints({"later": path.read_bytes()})["later"]
    assert [str(one) for one in told if one.severity != "USAGE"] == []


def test_nothing_new_changes_no_byte(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "e", ignore=shutil.ignore_patterns("out"))
    sources = [str(path) for path in sorted((tmp_path / "e").glob("*.html"))]
    bound(sources, tmp_path / "ra", Binding(title="Miền nước", by="site"))
    path = tmp_path / "ra" / "mien-nuoc.epub"
    before = path.read_bytes()
    bound(sources[:1], tmp_path / "ra", Binding(by="site", update=path))
    assert path.read_bytes() == before


def test_what_the_publisher_said_stays_unless_he_says_otherwise(tmp_path: Path) -> None:
    first, later = (saved(tmp_path, name, title=name) for name in ("mot", "hai"))
    picture = tmp_path / "bia.png"
    Pixels.new("RGB", (900, 1200), "teal").save(picture)
    claims = Imprint(
        cover=str(picture),
        fonts="system",
        conforms="EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        certified_by="Nhà Sách Bến",
        exemption="eaa-microenterprise",
    )
    path = tmp_path / "ra" / "song.epub"

    def made(source: str, imprint: Imprint, binding: Binding) -> zipfile.ZipFile:
        order = Order(folder=path.parent, formats=EPUB, imprint=imprint)
        assert [record.status for record in run([source], order, binding)] == ["done"]
        return zipfile.ZipFile(path)

    def shown(file: zipfile.ZipFile) -> bytes:
        return next(file.read(name) for name in file.namelist() if "images/cover" in name)

    with made(first, claims, Binding(title="Sông")) as file:
        cover = shown(file)
    picture.unlink()
    with made(later, Imprint(), Binding(update=path)) as file:
        assert shown(file) == cover
        assert not [name for name in file.namelist() if name.endswith(".ttf")]
        package = file.read("EPUB/content.opf").decode()
    for said in (claims.conforms, claims.certified_by, claims.exemption):
        assert said in package
    otherwise = Imprint(cover="none", fonts="embed", conforms="WCAG 2.2", certified_by="Đò Ngang")
    with made(later, otherwise, Binding(update=path)) as file:
        assert not [name for name in file.namelist() if "images/cover" in name]
        assert [name for name in file.namelist() if name.endswith(".ttf")]
        package = file.read("EPUB/content.opf").decode()
    assert "Đò Ngang" in package
    assert claims.certified_by not in package
    with made(later, Imprint(), Binding(update=path)) as file:
        assert not [name for name in file.namelist() if "images/cover" in name]


def changed(path: Path, **values: object) -> Path:
    """Return a copy of a book whose record says something else."""
    copy = path.with_name("khac.epub")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == store.PLACE:
                data = json.dumps(json.loads(data) | values).encode()
            new.writestr(name, data)
    return copy


@pytest.mark.parametrize(
    "fault", ["missing", "no zip", "other", "version", "name", "body", "claim", "cover"]
)
def test_an_edition_that_cannot_be_used_is_an_error_before_any_work(
    tmp_path: Path, fault: str
) -> None:
    source = saved(tmp_path, "mot", title="Bến đò")
    bound([source], tmp_path / "ra", Binding(title="Sông"))
    path = tmp_path / "ra" / "song.epub"
    record = json.loads(zipfile.ZipFile(path).read(store.PLACE))
    part = record["sections"][0]
    match fault:
        case "missing":
            path = tmp_path / "khong.epub"
        case "no zip":
            path.write_bytes(b"PK no zip")
        case "other":
            with zipfile.ZipFile(path, "w") as file:
                file.writestr("mimetype", "application/epub+zip")
        case "version":
            path = changed(path, version=2)
        case "name":
            path = changed(path, sections=[part | {"name": "../../x"}])
        case "claim":
            path = changed(path, imprint={"conforms": "WCAG 2.2"})
        case "cover":
            path = changed(path, imprint={"cover": "/etc/hostname"})
        case "body":
            hostile = [part["articles"][0] | {"body": "<p onclick='x()'>Bến</p>"}]
            path = changed(path, sections=[part | {"articles": hostile}])
    with pytest.raises(UsageError) as raised:
        bound([source], tmp_path / "ra2", Binding(update=path))
    assert str(path) in raised.value.problem
    assert raised.value.remedy


def test_a_book_that_is_added_to_is_not_split(tmp_path: Path) -> None:
    source = saved(tmp_path, "mot", title="Bến đò")
    with pytest.raises(UsageError, match="split"):
        bound([source], tmp_path, Binding(update=tmp_path / "a.epub", split="5"))


def told(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["convert", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_binds_all_its_sources(tmp_path: Path) -> None:
    for name, site in (("mot", "Báo Non"), ("hai", "Báo Suối")):
        saved(tmp_path / "trang", name, title=f"Bài {name}", site=site)
    out = tmp_path / "ra"
    said = ["--bind", "Tuần này", "--by", "site", "--series", "Tuần", "--number", "7"]
    code, printed, _ = told(str(tmp_path / "trang"), *said, "--to", "epub", "-o", str(out))
    assert code == 0
    assert set(printed.split()) == {str(out / "tuan-nay.epub")}
    book = store.unpacked(out / "tuan-nay.epub")
    assert (book.title, book.series, book.number) == ("Tuần này", "Tuần", 7)
    assert [part.title for part in book.sections] == ["Báo Suối", "Báo Non"]
    ba = saved(tmp_path, "ba", title="Bài ba", site="Báo Non")
    code, printed, _ = told(
        ba, "--update", str(out / "tuan-nay.epub"), "--by", "site", "--to", "epub"
    )
    assert (code, printed.split()) == (0, [str(out / "tuan-nay.epub")])
    assert contents(out / "tuan-nay.epub") == [
        ("Báo Suối", ["Bài hai"]),
        ("Báo Non", ["Bài mot", "Bài ba"]),
    ]


@pytest.mark.parametrize("flag", [("--split", "5"), ("--by", "site"), ("--number", "3")])
def test_what_is_for_a_bound_book_alone_is_said(tmp_path: Path, flag: tuple[str, str]) -> None:
    code, printed, said = told(saved(tmp_path, "mot", title="Bài"), *flag, "-o", str(tmp_path))
    assert (code, printed) == (2, "")
    assert f"{flag[0]} is for a bound book." in said
    assert "--bind" in said


def test_a_section_a_feed(tmp_path: Path) -> None:
    pages = tmp_path / "trang"
    for name, title in (("mot", "Bến đò"), ("hai", "Chợ nổi"), ("ba", "Lò gốm")):
        saved(pages, name, title=title)
    item = "<item><title>{}</title><link>{}?utm_source=rss</link>{}</item>"
    whole = f"<content:encoded><![CDATA[{OPENING}{ENDING}]]></content:encoded>"
    addresses = {name: URL.replace("chuyen-do-cuoi", name) for name in ("mot", "hai", "bon")}
    for name, title, held in (
        ("song", "Tin sông", item.format("Bến đò", addresses["mot"], "")),
        ("cho", "Tin chợ", item.format("Chợ nổi", addresses["hai"], "")
         + item.format("Cầu mới", addresses["bon"], whole)),
    ):  # fmt: skip
        (tmp_path / f"{name}.xml").write_text(
            '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{title}</title>{held}</channel></rss>",
            encoding="utf-8",
        )
    sources = expand([str(tmp_path / "song.xml"), str(tmp_path / "cho.xml")])
    assert sources == (
        str(pages / "mot.html"), str(pages / "hai.html"), str(tmp_path / "cho.xml#2"),
    )  # fmt: skip
    more = [*sources, str(pages / "ba.html")]
    records = bound(more, tmp_path / "ra", Binding(title="Tin", by="feed"), jobs=2)
    assert [record.status for record in records] == ["done"] * 4
    assert contents(tmp_path / "ra" / "tin.epub") == [
        ("Tin sông", ["Bến đò"]),
        ("Tin chợ", ["Chợ nổi", "Cầu mới"]),
        ("Bài khác", ["Lò gốm"]),
    ]
    told = complaints({"feed": (tmp_path / "ra" / "tin.epub").read_bytes()})["feed"]
    assert [str(one) for one in told if one.severity != "USAGE"] == []


@pytest.mark.parametrize("by", ["site", "date", "section"])
def test_an_edition_goes_on_as_it_was_made(tmp_path: Path, by: str) -> None:
    def one(name: str, site: str, day: str, room: str) -> str:
        head = (
            f'<meta property="article:published_time" content="2026-11-{day}T07:00:00+07:00">'
            f'<meta property="article:section" content="{room}">'
        )
        place = Path(saved(tmp_path, name, title=f"Bài {name}", site=site))
        place.write_text(place.read_text("utf-8").replace("<head>", f"<head>{head}"), "utf-8")
        return str(place)

    first = [one("mot", "Báo Non", "02", "Chợ"), one("hai", "Báo Suối", "03", "Đò")]
    dress = ("--theme", "large-print", "--profile", "kobo", "--to", "epub")
    out = tmp_path / "ra"
    assert told(*first, "--bind", "Sông", "--by", by, *dress, "-o", str(out))[0] == 0
    path = out / "song.kepub.epub"
    before = documents(path)
    code, _, said = told(one("ba", "Báo Suối", "03", "Đò"), "--update", str(path), "--to", "epub")
    assert (code, said) == (0, "")
    titles = [title for title, _ in contents(path)]
    assert len(titles) == 2
    assert contents(path)[1][1] == ["Bài hai", "Bài ba"]
    after = documents(path)
    assert after["EPUB/article-001.xhtml"] == before["EPUB/article-001.xhtml"]
    assert b"koboSpan" in after["EPUB/article-003.xhtml"]
    with zipfile.ZipFile(path) as file:
        assert [name for name in file.namelist() if "andika" in name.lower()]
    # What is said now wins.
    four = one("bon", "Báo Non", "02", "Chợ")
    assert told(four, "--update", str(path), "--theme", "book", "--to", "epub")[0] == 0
    with zipfile.ZipFile(path) as file:
        assert not [name for name in file.namelist() if "andika" in name.lower()]
    assert store.dress(path) == {"profile": "kobo"}
