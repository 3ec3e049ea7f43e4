from __future__ import annotations

import unicodedata

import pytest
from html5lib._inputstream import EncodingParser
from hypothesis import given
from hypothesis import strategies as st

from formatter.errors import UsageError
from formatter.source.decode import decode, tidy
from formatter.source.prescan import declared

SENTENCE = "Chợ nổi họp từ lúc sương còn đọng trên mui ghe, người mua kẻ bán gọi nhau í ới."
META = '<meta charset="{}">'


def page(charset: str, text: str = SENTENCE) -> str:
    return f"<!doctype html><head>{META.format(charset)}</head><body><p>{text}</p>"


def in_1258(text: str) -> bytes:
    """Write Vietnamese as windows-1258 does: the letter, then its tone as a byte of its own."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(part for part in parts if part in tones)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out.append(base + tone)
    return "".join(out).encode("cp1258")


# The eleven cases measured on other decoders, each of which got some wrong.
CASES = {
    "no label, UTF-8": (SENTENCE.encode(), "", "utf-8"),
    "meta UTF-8": (page("utf-8").encode(), "", "utf-8"),
    "meta ISO-8859-1 is windows-1252": (
        page("iso-8859-1", "Le “café” noir — 5 €").encode("cp1252"),
        "",
        "windows-1252",
    ),
    "meta UTF-16 is UTF-8": (page("utf-16", "tram").encode(), "", "utf-8"),
    "the byte order mark beats the server": (
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        "latin1",
        "utf-8",
    ),
    "UTF-16 by its mark": (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), "", "utf-16le"),
    "UTF-16 without mark": (page("utf-8").encode("utf-16-le"), "", "utf-16le"),
    "UTF-16 from the server": (SENTENCE.encode("utf-16-be"), "utf-16be", "utf-16be"),
    "the server beats meta": (
        page("koi8-r", "été").encode("cp1252"),
        "windows-1252",
        "windows-1252",
    ),
    "a meta in a comment is none": (
        b"<!-- <meta charset=koi8-r> --><p>\xe9t\xe9",
        "",
        "windows-1252",
    ),
    "x-user-defined is windows-1252": (
        page("x-user-defined", "été").encode("cp1252"),
        "",
        "windows-1252",
    ),
    "the dead encodings don't count": (
        page("hz-gb-2312", "été").encode("cp1252"),
        "",
        "windows-1252",
    ),
    "windows-1258 by its label": (in_1258(page("windows-1258")), "", "windows-1258"),
    "windows-1258 without one": (in_1258(f"<p>{SENTENCE}</p>"), "", "windows-1258"),
    "windows-1258 called latin1": (in_1258(page("iso-8859-1")), "", "windows-1258"),
    "Chinese": (page("gb2312", "水上市场€").encode("gb18030"), "", "gbk"),
    "Japanese": (page("shift_jis", "①水上").encode("cp932"), "", "shift_jis"),
    "Korean": (page("euc-kr", "수상시장 똠방각하").encode("cp949"), "", "euc-kr"),
    "Russian": (page("windows-1251", "Плавучий рынок").encode("cp1251"), "", "windows-1251"),
}

LATE = f"<head><script>{'x' * 4000}</script>"
# Further ones, each with the text that must be in it and how many warnings are given.
MORE: dict[str, tuple[bytes, str, str, str, int]] = {
    "a header with another name of an encoding": (
        b"<p>\xe0\xe1</p>", "cp1251", "windows-1251", "аб", 0,
    ),
    "a header in quotes and capitals": (b"<p>\xe9</p>", " ISO-8859-1 ", "windows-1252", "é", 0),
    "a header that names nothing": (page("utf-8").encode(), "khong-co", "utf-8", SENTENCE, 0),
    "ASCII that names nothing": (b"<p>ben do</p>", "", "windows-1252", "ben do", 0),
    "the mark beats the page's own word": (
        b"\xef\xbb\xbf" + page("windows-1258").encode(), "", "utf-8", SENTENCE, 0,
    ),
    "UTF-16, big end first, by its mark": (
        b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-8", "utf-16be", SENTENCE, 0,
    ),
    "UTF-16 without a mark, big end first": (
        page("utf-8").encode("utf-16-be"), "", "utf-16be", SENTENCE, 0,
    ),
    "meta by http-equiv": (
        '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Река'.encode(
            "koi8-r"
        ), "", "koi8-r", "Река", 0,
    ),
    "meta in an XML declaration": (
        '<?xml version="1.0" encoding="windows-1251"?><html><p>Река'.encode("cp1251"),
        "", "windows-1251", "Река", 0,
    ),
    "meta behind 4,000 bytes of script": (
        f"{LATE}{META.format('koi8-r')}</head><p>Река".encode("koi8-r"), "", "koi8-r", "Река", 0,
    ),
    "meta behind the head is none": (
        b"<head></head><body>" + b"x" * 1100 + b"<meta charset=koi8-r><p>\xe9",
        "", "windows-1252", "é", 0,
    ),
    "meta in a script is one, as browsers read it": (
        f"<script>document.write('{META.format('koi8-r')}')</script><p>Река".encode("koi8-r"),
        "", "koi8-r", "Река", 0,
    ),
    "UTF-8 called windows-1258": (page("windows-1258").encode(), "", "utf-8", SENTENCE, 1),
    "UTF-8 that the server calls latin1": (
        page("utf-8").encode(), "iso-8859-1", "utf-8", SENTENCE, 1,
    ),
    "UTF-8 cut inside its last letter": (
        page("utf-8").encode() + b"\xe1\xba", "", "utf-8", SENTENCE, 1,
    ),
    "UTF-8 with NUL bytes": (
        page("utf-8", f"\0{SENTENCE}\0").encode(), "", "utf-8", SENTENCE, 1,
    ),
    "UTF-8 with one letter of another part": (
        (page("utf-8", SENTENCE * 5)).encode() + b"<p>\xe9</p>", "", "utf-8", SENTENCE, 1,
    ),
    "windows-1252 called UTF-8": (
        page("utf-8", "Où l’été s’achève").encode("cp1252"), "", "windows-1252", "Où l’été", 1,
    ),
    "windows-1258 called UTF-8": (in_1258(page("utf-8")), "", "windows-1258", "ghe", 1),
    "decomposed UTF-8": (
        unicodedata.normalize("NFD", page("utf-8")).encode(), "", "utf-8", "ghe", 0,
    ),
    "no byte at all": (b"", "", "windows-1252", "", 0),
}  # fmt: skip


@pytest.mark.parametrize("case", MORE)
def test_a_page_is_decoded_whatever_it_says(case: str) -> None:
    data, http, encoding, text, warnings = MORE[case]
    got = decode(data, http_charset=http)
    assert got.encoding == encoding
    assert text in got.text
    assert len(got.notes) == warnings, got.notes


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 11
    assert len(MORE) >= 15


@pytest.mark.parametrize("name", ["tcvn3", "vni", "vps", "viscii"])
def test_fonts_from_before_unicode_are_windows_1252_to_a_decoder(name: str) -> None:
    data = "<p>ViÖt Nam, bÕn ®ß</p>".encode("cp1252")
    assert decode(data, legacy=name).text == "<p>ViÖt Nam, bÕn ®ß</p>"
    assert decode(SENTENCE.encode(), legacy=name).text == SENTENCE


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_decoded_as_a_browser_does(case: str) -> None:
    data, http, encoding = CASES[case]
    got = decode(data, http_charset=http)
    assert got.encoding == encoding
    assert "\ufffd" not in got.text
    if encoding == "windows-1258":
        assert SENTENCE in unicodedata.normalize("NFC", got.text)


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1258", "gbk", "koi8-r", "nonsense"])
@pytest.mark.parametrize("by", ["http", "meta"])
def test_utf8_is_utf8_whatever_the_label_says(label: str, by: str) -> None:
    data = page(label if by == "meta" else "utf-8").encode()
    got = decode(data, http_charset=label if by == "http" else "")
    assert got.encoding == "utf-8"
    assert SENTENCE in got.text
    assert bool(got.notes) == (label != "nonsense")


def test_a_label_of_utf8_that_is_false_is_found_out() -> None:
    data = page("utf-8", "Où l’été s’achève, déjà.").encode("cp1252")
    got = decode(data, http_charset="utf-8")
    assert "Où l’été s’achève, déjà." in got.text
    assert got.notes == ("The page calls itself utf-8, but was read as windows-1252.",)


def test_utf8_with_one_broken_place_stays_utf8_without_a_label() -> None:
    data = (SENTENCE * 4).encode() + b"\xc3(" + SENTENCE.encode()
    got = decode(data)
    assert got.encoding == "utf-8"
    assert got.text.count("\ufffd") == 1
    assert got.notes == ("Places of the page that aren't valid UTF-8, each read as \ufffd: 1.",)


def test_a_page_cut_inside_a_letter_is_still_utf8() -> None:
    whole = SENTENCE.encode()
    for end in range(40, len(whole)):
        assert decode(whole[:end]).encoding == "utf-8", end


def test_a_last_accent_is_no_cut_letter() -> None:
    assert decode(b"caf\xe9").text == "café"


@pytest.mark.parametrize(
    "text",
    [
        "Così è più facile, però può bastare: perché no? Lunedì verrò, martedì partirò, sarò lì.",
        "Þetta er ævintýri um íslenskan ís og öðruvísi þorp við sjóinn, sem rís úr sæ.",
        "Où est l'hôtel ? À côté de la forêt, là où l'on voit la mer, déjà à moitié noyé.",
        "Não há pão à mesa: o avô pôs cá três maçãs e um limão, e lá vão as irmãs.",
        "Der Fluß trägt die Kähne über Nacht zu den Märkten, wo es nach Brühe riecht.",
    ],
)
def test_other_languages_are_not_taken_for_windows_1258(text: str) -> None:
    got = decode((text * 10).encode("cp1252"))
    assert (got.encoding, got.text) == ("windows-1252", text * 10)


def test_what_speaks_for_nothing_can_be_named() -> None:
    data = "Плавучий рынок".encode("cp1251")
    assert decode(data, legacy="windows-1251").text == "Плавучий рынок"
    assert decode(in_1258(SENTENCE), legacy="none").encoding == "windows-1252"
    with pytest.raises(UsageError, match="windows-1258"):
        decode(data, legacy="vntime-42")


def test_unassigned_bytes_are_the_controls_browsers_make_of_them() -> None:
    assert decode(b"a\x81\x8d\x9db").text == "a\x81\x8d\x9db"
    assert decode(b"\xaa\xd2", http_charset="windows-1253").text == "\ufffd\ufffd"


def test_nul_and_lone_surrogates_go() -> None:
    text, notes = tidy("a\0b\ud83d\ude00c\ud83d")
    assert text == "ab😀c\ufffd"
    assert notes == ("NUL characters left out of the page: 1.",)


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "utf-16", "gbk", "iso-2022-jp", "?"]))
def test_no_bytes_break_it(data: bytes, label: str) -> None:
    got = decode(data, http_charset=label)
    assert "\0" not in got.text
    got.text.encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), st.text(max_size=12))
def test_valid_utf8_reads_as_utf8(text: str, label: str) -> None:
    if text.isascii() or text.startswith("\ufeff"):
        text = "ẵ" + text
    got = decode(text.encode(), http_charset=label)
    assert got.encoding == "utf-8"
    assert got.text == text.replace("\0", "")


HEADS = [
    b"<meta charset=utf-8>",
    b"<META CHARSET = 'koi8-r' >",
    b"<meta/charset=koi8-r/>",
    b'<meta content="text/html; charset=windows-1258" http-equiv=Content-Type>',
    b'<meta content="text/html; charset=windows-1258">',
    b"<meta http-equiv=content-type content=\"charset  = 'gbk'\">",
    b'<meta http-equiv=content-type content="charset=\'gbk">',
    b"<!-- <meta charset=koi8-r> --><meta charset=gbk>",
    b"<a title='<meta charset=koi8-r>'><meta charset=gbk>",
    b"</a title='<meta charset=koi8-r>'><meta charset=gbk>",
    b"<!doctype x '<meta charset=koi8-r>'><meta charset=gbk>",
    b"<? x ><meta charset=gbk>",
    b"<metacharset=koi8-r><meta charset=gbk>",
    b"<meta charset=unknown><meta charset=gbk>",
    b"<meta charset=koi8-r charset=gbk>",
    b"<meta charset",
    b"<meta charset=",
    b"<meta charset=gbk",
    b"<meta charset='gbk",
    b"<title>x</title><meta name=x content='charset=gbk'><meta charset=big5>",
]


def browser_reads(head: bytes) -> str:
    found = EncodingParser(head[:1024]).getEncoding()
    return found.name if found else ""


@pytest.mark.parametrize("head", HEADS)
def test_the_prescan_finds_what_another_reader_of_the_standard_finds(head: bytes) -> None:
    assert declared(head) == browser_reads(head)


@pytest.mark.parametrize(
    "head",
    [
        b'<meta http-equiv=content-type content="charset charset=gbk;x">',
        b"<!--><meta charset=gbk>-->",
        b"<!---><meta charset=gbk>-->",
        b"< meta charset=koi8-r>< <<meta charset=gbk>",
    ],
)
def test_the_prescan_follows_the_standard_where_the_other_reader_does_not(head: bytes) -> None:
    assert declared(head) == "gbk"
    # Cut inside its tag, it says nothing.
    assert declared(b"<meta charset='gbk' ") == ""


PIECES = [
    *(b">", b"/", b"=", b"'", b'"', b" ", b"\n", b"<!-- ", b"-->", b"<meta "),
    *(b"; ", b"x", b"<a ", b"</a ", b"<? ", b"<! "),
]
BY_CHARSET = st.sampled_from([*PIECES, b"charset=gbk "])
BY_CONTENT = st.sampled_from([*PIECES, b"content='charset=koi8-r' ", b"http-equiv=content-type "])


# Of a tag with both ways of saying it, html5lib takes the first it understands.
@given((st.lists(BY_CHARSET, max_size=14) | st.lists(BY_CONTENT, max_size=14)).map(b"".join))
def test_the_prescan_agrees_on_any_head(head: bytes) -> None:
    head += b"-->'>\">"  # ends whatever is open
    assert declared(head) == browser_reads(head)


def test_a_charset_after_a_page_of_script_is_found() -> None:
    head = b"<script>" + b"x" * 30_000 + b"</script><meta charset=koi8-r>"
    assert declared(head) == "koi8-r"
    assert declared(b"<body>" + b"x" * 3_000 + b"<meta charset=koi8-r>") == ""


def test_an_xml_declaration_counts_last() -> None:
    assert declared(b'<?xml version="1.0" encoding="koi8-r"?><p>') == "koi8-r"
    assert declared(b'<?xml version="1.0" encoding="koi8-r"?><meta charset=gbk>') == "gbk"
