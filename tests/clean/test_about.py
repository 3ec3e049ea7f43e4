"""What a page says of its article for catalogues, and whom it is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from formatter.article import About
from formatter.clean.about import identifier
from tests.tools.story import article

LINKED = {
    "@type": "NewsArticle",
    "headline": "Chuyến đò cuối cùng",
    "description": "Chú Ba Đò chở chuyến cuối trước ngày thông cầu.",
    "keywords": ["đò ngang", "Cây Dương"],
    "publisher": {"@type": "Organization", "name": "Toà soạn Dữ Liệu"},
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "copyrightHolder": {"name": "Báo Dữ Liệu"},
    "copyrightYear": 2026,
    "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.9999/bao.1"},
}
DUBLIN = (
    '<meta name="DC.description" content="Bến đò một trăm năm.">'
    '<meta name="DC.subject" content="sông; cầu"><meta name="DC.subject" content="Miền Tây">'
    '<meta name="DC.publisher" content="Nhà Đa-bơ-lin">'
    '<meta name="DC.rights" content="Giữ mọi quyền, Nhà Đa-bơ-lin">'
    '<meta name="dcterms.license" content="https://giay-phep.example/dc">'
    '<meta name="DC.identifier" content="ark:/12148/btv1b8449691v">'
    '<meta name="DC.identifier" content="bài số 7">'
)
HIGHWIRE = (
    '<meta name="citation_abstract" content="Tóm tắt theo Highwire.">'
    '<meta name="citation_keywords" content="đò, bến">'
    '<meta name="citation_publisher" content="Nhà Cao Dây">'
    '<meta name="citation_doi" content="https://doi.org/10.9999/bao.2">'
)
COMMON = (
    '<meta property="og:description" content="Mô tả cho mạng xã hội.">'
    '<meta property="article:tag" content="bến đò"><meta property="article:tag" content="cầu mới">'
    '<meta name="copyright" content="© Báo Thường">'
    '<link rel="license" href="/giay-phep">'
)


def linked(**changes: Any) -> str:
    told = {k: v for k, v in (LINKED | changes).items() if v is not None}
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


def about(head: str = "", inner: str = "") -> About:
    return article(inner, head=head).about


def test_linked_data_is_believed_first() -> None:
    assert about(COMMON + DUBLIN + HIGHWIRE + linked()) == About(
        description="Chú Ba Đò chở chuyến cuối trước ngày thông cầu.",
        keywords=("đò ngang", "Cây Dương"),
        publisher="Toà soạn Dữ Liệu",
        rights="© 2026 Báo Dữ Liệu",
        license="https://creativecommons.org/licenses/by/4.0/",
        identifiers=("doi:10.9999/bao.1", "doi:10.9999/bao.2", "ark:/12148/btv1b8449691v"),
    )


def test_then_what_libraries_use() -> None:
    assert about(COMMON + DUBLIN + HIGHWIRE) == About(
        description="Bến đò một trăm năm.",
        keywords=("sông", "cầu", "Miền Tây"),
        publisher="Nhà Đa-bơ-lin",
        rights="Giữ mọi quyền, Nhà Đa-bơ-lin",
        license="https://giay-phep.example/dc",
        identifiers=("doi:10.9999/bao.2", "ark:/12148/btv1b8449691v"),
    )


def test_scholars_elements_alone() -> None:
    assert about(HIGHWIRE + COMMON) == About(
        description="Tóm tắt theo Highwire.",
        keywords=("đò", "bến"),
        publisher="Nhà Cao Dây",
        rights="© Báo Thường",
        license="https://bao.example/giay-phep",
        identifiers=("doi:10.9999/bao.2",),
    )


def test_then_everybodys() -> None:
    assert about(COMMON) == About(
        description="Mô tả cho mạng xã hội.",
        keywords=("bến đò", "cầu mới"),
        rights="© Báo Thường",
        license="https://bao.example/giay-phep",
    )


def test_a_page_that_says_nothing() -> None:
    assert about() == About()


def test_a_pages_own_link_to_its_licence() -> None:
    link = '<p>Bài theo <a rel="license" href="https://giay-phep.example/1">giấy phép</a>.</p>'
    assert about(inner=link).license == "https://giay-phep.example/1"


def test_a_pictures_licence_isnt_the_articles() -> None:
    figure = (
        '<figure><img src="a.jpg" alt="Đò"><figcaption>Ảnh theo '
        '<a rel="license" href="https://giay-phep.example/anh">giấy phép</a></figcaption></figure>'
    )
    assert not about(inner=figure).license


def test_two_licences_are_none() -> None:
    links = "".join(
        f'<p>Theo <a rel="license" href="https://giay-phep.example/{i}">giấy phép</a>.</p>'
        for i in (1, 2)
    )
    assert not about(inner=links).license


def test_a_copyright_notice_wins_over_its_holder() -> None:
    assert about(linked(copyrightNotice="Cấm chép lại.")).rights == "Cấm chép lại."


def test_a_licence_told_as_a_thing() -> None:
    told = {"@type": "CreativeWork", "url": "https://giay-phep.example/vat"}
    assert about(linked(license=told)).license == "https://giay-phep.example/vat"


def test_a_licence_in_words_is_of_the_rights() -> None:
    made = about(linked(license="CC BY 4.0", copyrightHolder=None))
    assert (made.rights, made.license) == ("CC BY 4.0", "")


@pytest.mark.parametrize("license_", ["javascript:alert(1)", "http://", "ftp://x.example/y"])
def test_a_licence_that_is_no_address_of_the_web(license_: str) -> None:
    assert not about(linked(license=license_)).license


def test_keywords_are_told_once_however_written() -> None:
    assert about(linked(keywords="Bến đò, bến  ĐÒ; cầu,,")).keywords == ("Bến đò", "cầu")


def test_keywords_for_search_engines_are_cut() -> None:
    made = about(linked(keywords=[f"từ {i}" for i in range(200)] + ["x" * 101]))
    assert len(made.keywords) == 40
    assert made.keywords[0] == "từ 0"


def test_a_publishers_address_is_no_name() -> None:
    head = '<meta name="dc.publisher" content="https://mang.example/bao">'
    assert not about(head).publisher
    linked_too = linked(publisher={"@type": "Organization", "name": "https://mang.example"})
    made = article(head=linked_too + '<meta property="og:site_name" content="Báo Mạng">')
    assert (made.about.publisher, made.site) == ("", "Báo Mạng")


def test_letters_are_mended_and_the_account_doesnt_count_them() -> None:
    decomposed = "Be\u0302\u0301n đo\u0300"
    made = article(head=f'<meta name="description" content="{decomposed}">')
    assert made.about.description == "Bến đò"
    assert made.repairs == article(head='<meta name="description" content="Bến đò">').repairs


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("10.1000/182", "doi:10.1000/182"),
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("DOI: 10.1000/182", "doi:10.1000/182"),
        ("https://dx.doi.org/10.1000/182.", "doi:10.1000/182"),
        ("info:doi/10.1000/182", "doi:10.1000/182"),
        ("10.12/182", ""),
        ("10.1000/", ""),
        ("ark:/12148/btv1b8449691v", "ark:/12148/btv1b8449691v"),
        ("ark:12148/btv1b8449691v", "ark:12148/btv1b8449691v"),
        ("https://thu-vien.example/ark:/12148/btv1b8449691v", "ark:/12148/btv1b8449691v"),
        ("ark:/abc/x", ""),
        ("hdl:20.500.12345/678", "hdl:20.500.12345/678"),
        ("https://hdl.handle.net/20.500.12345/678", "hdl:20.500.12345/678"),
        ("20.500.12345/678", ""),
        ("bài số 7", ""),
        ("https://bao.example/10.1000/182", ""),
        ("", ""),
    ],
)
def test_identifiers_are_known_by_their_form(told: str, written: str) -> None:
    assert identifier(told) == written
