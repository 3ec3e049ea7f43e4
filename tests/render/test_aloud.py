"""What is read aloud: captions once, heads of tables with their scope, ways back from notes."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from formatter.render import aloud

PATTERN = "Theo chú thích: {}"
FIGURE = '<figure class="wide"><img src="image:ghe" alt="{}"/><figcaption>{}</figcaption></figure>'


def told(body: str, missing: tuple[str, ...] = ()) -> ET.Element:
    return ET.fromstring(f"<body>{aloud.told(body, missing, PATTERN)}</body>")


def heard(body: str, missing: tuple[str, ...] = ()) -> tuple[str | None, str | None]:
    """The picture's text, and whether its caption is silent."""
    root = told(body, missing)
    picture, caption = root.find(".//img"), root.find(".//figcaption")
    assert picture is not None
    assert caption is not None
    return picture.get("alt"), caption.get("aria-hidden")


def test_a_caption_speaks_for_a_picture_without_a_text_and_is_read_once() -> None:
    caption = 'Ghe <em>khóm</em> &amp; "ghe cam". <span class="credit">Ảnh: Lê Bưởi</span>'
    assert heard(FIGURE.format("", caption)) == (
        'Theo chú thích: Ghe khóm & "ghe cam". Ảnh: Lê Bưởi',
        "true",
    )


def test_the_page_s_own_text_stays_and_so_does_its_caption() -> None:
    assert heard(FIGURE.format("Ghe chở khóm", "Ghe khóm.")) == ("Ghe chở khóm", None)


def test_a_credit_tells_nothing_of_a_picture() -> None:
    body = FIGURE.format("", '<span class="credit">Ảnh: Lê Bưởi</span>')
    assert heard(body) == ("", None)


def test_a_missing_picture_is_called_so_elsewhere() -> None:
    assert heard(FIGURE.format("", "Ghe khóm."), ("ghe",)) == ("", None)


def test_a_caption_with_a_link_stays_within_reach() -> None:
    body = FIGURE.format("", 'Ghe, xem <a href="https://vidu.example/">bài trước</a>.')
    assert heard(body) == ("Theo chú thích: Ghe, xem bài trước.", None)


def test_words_stay_as_they_are() -> None:
    body = FIGURE.format("", "Ghe khóm.") + "<p>Một.</p>" + FIGURE.format("Có", "Hai.")
    assert "".join(told(body).itertext()) == "Ghe khóm.Một.Hai."


def test_heads_alone_in_a_row_are_those_of_columns_beside_cells_that_of_the_row() -> None:
    table = (
        '<table><thead><tr><th>Năm</th><th class="number">Ghe</th></tr></thead><tbody><tr>'
        '<th>2019</th><td>300</td></tr><tr><th scope="rowgroup">x</th><td/></tr></tbody></table>'
    )
    root = ET.fromstring(aloud.scoped(table))
    scopes = [(head.text, head.get("scope")) for head in root.iter("th")]
    assert scopes == [("Năm", "col"), ("Ghe", "col"), ("2019", "row"), ("x", "rowgroup")]


def test_notes_lead_back_to_where_they_are_first_called() -> None:
    body = (
        '<p>Một<a class="call" href="#n1">1</a>, hai<a class="call" id="own" href="#n2">2</a>, '
        'lại một<a class="call" href="#n1">1</a>.</p>'
        '<section class="notes"><ol><li id="n1">Ghe.<ul><li>nhỏ</li></ul></li>'
        '<li id="n2"><p>Bến.</p></li><li id="n3">Không ai gọi.</li></ol></section>'
    )
    root = ET.fromstring(f'<body xmlns:epub="x">{aloud.returned(body, "Về chỗ gọi")}</body>')
    calls = {call.get("id"): call.get("href") for call in root.iter("a") if call.get("id")}
    assert calls == {"call-of-n1": "#n1", "own": "#n2"}
    ways = {
        item.get("id"): [way for way in item.iter("a") if way.get("class") == "back"]
        for item in root.iter("li")
        if item.get("id")
    }
    assert {name: [way.get("href") for way in found] for name, found in ways.items()} == {
        "n1": ["#call-of-n1"],
        "n2": ["#own"],
        "n3": [],
    }
    way = ways["n1"][0]
    assert (way.get("role"), way.get("aria-label"), way.text) == (
        "doc-backlink",
        "Về chỗ gọi",
        None,
    )
    # In the note's last line, not below it.
    assert root.findall(".//p")[1].find("a") is not None


def test_a_body_without_any_of_it_is_the_same() -> None:
    body = "<p>Nước lên.</p>"
    assert aloud.returned(aloud.scoped(aloud.told(body, (), PATTERN)), "x") is body
