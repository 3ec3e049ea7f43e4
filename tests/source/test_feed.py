"""Feeds: what they list is read whatever their dialect, and nothing they say opens anything."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formatter.errors import NothingFoundError, RefusedError, UsageError
from formatter.fetch import Fetched
from formatter.source import expand, items, read
from formatter.source.feed import Feed, Item, is_feed, page, parsed

STORY = (
    "<p>Sáng mùng ba, hai mươi người đàn ông thả dây xuống lòng giếng đá.</p>"
    "<p>Đến chiều, mạch nước đầu tiên rỉ ra từ kẽ đá, mát lạnh.</p>"
)
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- làm bằng tay --><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Nẻo Cao &amp;amp; bạn bè</title><language>vi</language>
<image><title>Biểu trưng</title></image>
<atom:link rel="self" href="https://neocao.example/tin.rss"/>
<item><title>Giếng &lt;b&gt;làng&lt;/b&gt;&nbsp;ta</title>
<media:content><media:title>Ảnh giếng</media:title></media:content>
<link>https://neocao.example/gieng.htm?utm_source=rss&amp;id=7</link>
<dc:creator>Lò Thị Mai</dc:creator><author>toasoan@neocao.example (Tòa soạn)</author>
<category>Đời sống</category><pubDate>Tue, 13 Oct 2026 06:00:00 +0700</pubDate>
<description>Mười hai năm.</description>
<content:encoded><![CDATA[{STORY}]]></content:encoded></item>
<item><title>Mưa đá</title><guid isPermaLink="true">https://neocao.example/mua-da.htm</guid></item>
<item><title>Không đường dẫn</title><link>javascript:alert(1)</link><guid>mua-2</guid></item>
</channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://xom.example/"><title>Báo Xóm</title>
<dc:language>vi</dc:language></channel>
<item rdf:about="https://xom.example/1"><title>Chợ quê</title><link>https://xom.example/1</link>
<dc:date>2026-03-01T05:00:00+07:00</dc:date></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi" xml:base="https://ben.example/so/">
<title type="html">Bến &lt;i&gt;Đò&lt;/i&gt;</title><id>tag:ben.example,2026:so</id>
<entry><title>Đò sớm</title><link rel="edit" href="sua/1"/><link href="1.html"/>
<author><name>Năm Lái</name></author><published>2026-05-01T07:00:00Z</published>
<updated>2026-05-02T07:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ghe <b>nhẹ</b>
<img src="ghe.jpg" alt=""/></p></div></content></entry>
<entry><title>Đò trưa</title><id>https://ben.example/so/2.html</id>
<content type="html">&lt;p&gt;Nắng &amp;amp; gió&lt;/p&gt;</content></entry>
<entry><title>Đò tối</title><link href="//ben.example/3"/>
<content type="text">Vắng &lt; khách.

Đèn bão.</content></entry>
<entry><title>Phim</title><link href="4"/><content type="video/mp4" src="4.mp4"/></entry>
</feed>"""


def saved_page(url: str) -> str:
    return f'<html><head><link rel="canonical" href="{url}"></head><body>{STORY}</body></html>'


def test_rss_is_read_with_its_modules() -> None:
    read_feed = parsed(RSS.encode(), "tin.xml")
    assert (read_feed.title, read_feed.language) == ("Nẻo Cao & bạn bè", "vi")
    well, hail, nowhere = read_feed.items
    assert well == Item(
        title="Giếng làng ta",
        url="https://neocao.example/gieng.htm?utm_source=rss&id=7",
        content=STORY,
        authors=("Tòa soạn", "Lò Thị Mai"),
        published="2026-10-13T06:00:00+07:00",
        section="Đời sống",
    )
    assert (hail.url, hail.content, hail.published) == ("https://neocao.example/mua-da.htm", "", "")
    assert not nowhere.url


def test_rss_1_and_atom_are_read_too() -> None:
    assert parsed(RDF.encode(), "x") == Feed(
        "Báo Xóm",
        "vi",
        (Item("Chợ quê", "https://xom.example/1", published="2026-03-01T05:00:00+07:00"),),
    )
    boats = parsed(ATOM.encode(), "x")
    assert (boats.title, boats.language) == ("Bến Đò", "vi")
    early, noon, night, film = boats.items
    assert early.url == "https://ben.example/so/1.html"
    assert early.base == "https://ben.example/so/"
    assert "<b>nhẹ</b>" in early.content
    assert '<img src="ghe.jpg"' in early.content
    assert (early.authors, early.published) == (("Năm Lái",), "2026-05-01T07:00:00+00:00")
    assert early.modified == "2026-05-02T07:00:00+00:00"
    assert noon.content == "<p>Nắng &amp; gió</p>"
    assert noon.url == "https://ben.example/so/2.html"
    assert night.content == "<p>Vắng &lt; khách.</p>\n<p>Đèn bão.</p>\n"
    assert night.url == "https://ben.example/3"
    assert not film.content


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1258"])
def test_other_encodings_are_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><title>Cho que</title>'
    assert parsed(f"{text}</channel></rss>".encode(encoding), "x").title == "Cho que"


def test_what_is_broken_costs_its_place_alone() -> None:
    broken = RSS.replace("<description>Mười hai năm.", "<description>Mười & hai <năm.")
    titles = [item.title for item in parsed(broken.encode(), "x").items]
    assert titles[0] == "Giếng làng ta"
    cut = RSS[: RSS.index("<item><title>Mưa")].encode()
    assert parsed(cut, "x").items[0].content == STORY


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY bi SYSTEM "file://{secret}">]>',
        '<!DOCTYPE rss [<!ENTITY % xa SYSTEM "http://127.0.0.1:9/x.dtd"> %xa;]>',
        '<!DOCTYPE rss [<!ENTITY bi "ha"><!ENTITY b "&bi;&bi;&bi;"><!ENTITY c "&b;&b;&b;&b;">]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_with_entities_of_its_own_is_refused(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    secret = tmp_path / "mat.txt"
    secret.write_text("chuyện riêng")
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declared.format(secret=secret)}'
    text += "<rss><channel><title>&bi;&c;</title></channel></rss>"
    with pytest.raises(RefusedError, match="entities of its own") as refused:
        parsed(text.encode(encoding), "tin.xml")
    assert "chuyện riêng" not in str(refused.value)


def test_a_dtd_elsewhere_is_not_asked_for(tmp_path: Path) -> None:
    (tmp_path / "rss.dtd").write_text('<!ENTITY bi "lộ">')
    text = f'<!DOCTYPE rss SYSTEM "{tmp_path}/rss.dtd"><rss><channel><title>a&bi;b</title>'
    assert "lộ" not in parsed(f"{text}</channel></rss>".encode(), "x").title


@pytest.mark.parametrize(
    "bomb",
    [
        "<rss><channel>" + "<item><title>x</title></item>" * 20_001,
        "<rss><channel><title>x" + "<a>" * 200_000,
        "<rss><channel><item><title>" + "a<b" * 300_000,
        "<rss " + " ".join(f'a{i}="x"' for i in range(100_000)) + ">",
        "<rss><channel><title>" + "&nbsp;" * 400_000,
    ],
    ids=["items", "depth", "angles", "attributes", "entities"],
)
def test_a_bomb_ends_soon(bomb: str) -> None:
    start = time.process_time()
    try:
        found = len(parsed(bomb.encode(), "x").items)
    except (RefusedError, NothingFoundError):
        found = 0
    assert found <= 1
    assert time.process_time() - start < 5


@given(st.text(max_size=300), st.integers(0, len(RSS)))
def test_no_feed_breaks_the_reading(noise: str, at: int) -> None:
    data = (RSS[:at] + noise + RSS[at:]).encode(errors="surrogatepass")
    try:
        found = parsed(data, "x")
    except (NothingFoundError, RefusedError):
        return
    for item in found.items:
        assert page(found, item).decode().count("<article>") >= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RSS, True),
        (RDF, True),
        (ATOM, True),
        ('<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?><rss>', True),
        ('<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/rss.dtd"><rss>', True),
        ("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", True),
        ("<urlset><url/></urlset>", False),
        ("<html><body><rss></body></html>", False),
        ("<feedback/>", False),
    ],
)
def test_a_feed_is_told_by_how_it_begins(text: str, *, expected: bool) -> None:
    assert is_feed(text.encode()) is expected


def test_pages_saved_beside_a_feed_are_its_articles_and_the_others_have_a_place(
    tmp_path: Path,
) -> None:
    tin, below = tmp_path / "tin.xml", tmp_path / "trang" / "mua.html"
    tin.write_text(RSS, encoding="utf-8")
    below.parent.mkdir()
    below.write_text(saved_page("http://www.neocao.example/mua-da.htm"), encoding="utf-8")
    assert expand([str(tin)]) == (f"{tin}#1", str(below), f"{tin}#3")
    # A folder of pages is its pages, whatever lists them.
    assert expand([str(tmp_path)]) == (str(below),)
    (tmp_path / "gieng.html").write_text(
        saved_page("https://neocao.example/gieng.htm?id=7"), encoding="utf-8"
    )
    assert expand([str(tin)])[0] == str(tmp_path / "gieng.html")
    assert read(Path(f"{tin}#2")).url == "http://www.neocao.example/mua-da.htm"


def test_a_folder_without_pages_is_what_its_feeds_list(tmp_path: Path) -> None:
    (tmp_path / "b.rss").write_bytes(gzip.compress(RSS.encode()))
    (tmp_path / "a.atom").write_text(ATOM, encoding="utf-8")
    (tmp_path / "so-do.xml").write_text("<urlset/>", encoding="utf-8")
    found = [Path(name).name for name in expand([str(tmp_path)])]
    assert found == [
        "a.atom#1",
        "a.atom#2",
        "a.atom#3",
        "a.atom#4",
        "b.rss#1",
        "b.rss#2",
        "b.rss#3",
    ]
    assert expand([str(tmp_path / "so-do.xml")]) == (str(tmp_path / "so-do.xml"),)


def test_a_feed_that_lists_one_article_twice_names_it_once(tmp_path: Path) -> None:
    tin = tmp_path / "tin.xml"
    item = "<item><link>https://x.example/1{}</link></item>"
    tin.write_text(f"<rss><channel>{item.format('')}{item.format('?utm_medium=b')}</channel></rss>")
    assert expand([str(tin)]) == (f"{tin}#1",)


def test_a_feed_that_holds_its_articles_gives_their_pages(tmp_path: Path) -> None:
    tin = tmp_path / "tin.xml"
    tin.write_text(RSS, encoding="utf-8")
    made = read(Path(f"{tin}#1"))
    assert STORY in made.html
    assert made.url == "https://neocao.example/gieng.htm?utm_source=rss&id=7"
    assert made.captured.basis == "file time"
    assert any("the feed's own (tin.xml)" in note for note in made.notes)
    with pytest.raises(NothingFoundError, match="“Mưa đá” is only listed in") as listed:
        read(Path(f"{tin}#2"))
    assert "--online" in listed.value.remedy
    with pytest.raises(UsageError, match="lists 3 articles, and no number 4"):
        read(Path(f"{tin}#4"))


def fetching(answer: str | None) -> tuple[Callable[[str], Fetched], list[str]]:
    asked: list[str] = []

    def fetch(url: str) -> Fetched:
        asked.append(url)
        if answer is None:
            raise RefusedError("The server says 503.", "Try later.")
        return Fetched(url=url, data=answer.encode(), charset="utf-8", time="2026-11-01T00:00:00Z")

    return fetch, asked


def test_what_is_not_saved_is_fetched_before_the_feed_s_own_text(tmp_path: Path) -> None:
    tin = tmp_path / "tin.xml"
    tin.write_text(RSS, encoding="utf-8")
    fetch, asked = fetching("<html><body><p>Trang đủ</p></body></html>")
    assert "Trang đủ" in read(Path(f"{tin}#1"), follow=fetch).html
    assert asked == ["https://neocao.example/gieng.htm?utm_source=rss&id=7"]
    fails, _ = fetching(None)
    whole = read(Path(f"{tin}#1"), follow=fails)
    assert STORY in whole.html
    assert any("The server says 503" in note for note in whole.notes)
    with pytest.raises(RefusedError, match="503"):
        read(Path(f"{tin}#2"), follow=fails)


def test_an_article_s_feed_is_the_one_that_lists_it(tmp_path: Path) -> None:
    (tmp_path / "tin.xml").write_text(RSS, encoding="utf-8")
    (tmp_path / "khac.atom").write_text(ATOM.replace("Bến &lt;i&gt;Đò&lt;/i&gt;", ""), "utf-8")
    file = tmp_path / "luu" / "a.html"
    file.parent.mkdir()
    file.write_text(saved_page("x"), encoding="utf-8")
    assert items.title(file, "http://neocao.example/gieng.htm?id=7") == "Nẻo Cao & bạn bè"
    assert items.title(file, "https://ben.example/3/") == "khac"
    assert not items.title(file, "https://ben.example/5")
    assert not items.title(file, "")
    assert items.title(tmp_path / "tin.xml#2", "") == "Nẻo Cao & bạn bè"
    assert items.title(tmp_path / "khac.atom#2", "") == "khac"


def test_a_feed_that_can_t_be_read_is_told_when_it_is_its_turn(tmp_path: Path) -> None:
    tin = tmp_path / "tin.xml"
    tin.write_text('<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>')
    assert expand([str(tin)]) == (str(tin),)
    with pytest.raises(RefusedError, match="entities of its own"):
        read(tin)
    tin.write_text("<rss><channel/></rss>")
    assert expand([str(tin)]) == (str(tin),)
    with pytest.raises(NothingFoundError, match="is a feed, which lists 0 articles"):
        read(tin)
    tin.write_text(RSS, encoding="utf-8")
    with pytest.raises(NothingFoundError, match="lists 3 articles") as named:
        read(tin)
    assert f"{tin}#1" in named.value.remedy
