"""Letters from before Unicode: what they are in each encoding, and how a text is told by them."""

from __future__ import annotations

import subprocess

import pytest

from formatter.text.context import ENCODINGS as NAMES
from formatter.text.legacy import Face, converted, face, told
from formatter.text.repair import Context, mend
from tests.tools.old_letters import written
from tests.tools.soup import SENTENCES

PROSE = " ".join(SENTENCES)
# As it stands on pages of those years.
KNOWN = {
    "tcvn3": ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    "vni": ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    "viscii": ("C\u00b5ng h\u00f2a Vi\u00aet, ti\u00aang \u00f0\u00f3", "Cộng hòa Việt, tiếng đó"),
    "vps": ("C\u00b6ng h\u00f2a x\u00e3 h\u00b6i", "Cộng hòa xã hội"),
}


@pytest.mark.parametrize("name", NAMES)
def test_known_words_are_read(name: str) -> None:
    old, new = KNOWN[name]
    assert converted(old, name) == new


@pytest.mark.parametrize("name", NAMES)
def test_each_writes_prose_that_comes_back(name: str) -> None:
    old = written(PROSE, name)
    assert old != PROSE
    assert converted(old, name) == PROSE


@pytest.mark.parametrize("name", ["vni", "vps", "viscii"])
def test_all_134_letters_come_back(name: str) -> None:
    letters = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
    for letter in letters + letters.upper():
        assert converted(written(letter, name), name) == letter


@pytest.mark.parametrize(("name", "charset"), [("tcvn3", "TCVN"), ("viscii", "VISCII")])
def test_the_tables_are_those_of_the_c_library(name: str, charset: str) -> None:
    for letter in set(converted("".join(map(chr, range(0x80, 0x100))), name)):
        old = written(letter, name)
        if old == letter or len(old) != 1:
            continue
        code = old.encode("cp1252") if old > "\xff" else old.encode("latin-1")
        run = ["iconv", "-f", charset, "-t", "utf-8"]
        # It composes: a letter comes out when it knows that no mark follows.
        made = subprocess.run(run, input=code + b" ", capture_output=True, check=True)
        assert made.stdout.decode() == f"{letter} "


def test_a_capital_with_the_mark_of_a_small_letter_is_read() -> None:
    assert converted("Aùnh, Ñaïi", "vni") == "Ánh, Đại"


def test_a_face_of_capitals_makes_them() -> None:
    assert converted("viÖt nam, hµ néi", "tcvn3", capitals=True) == "VIỆT NAM, HÀ NỘI"


FACES = {
    ".VnTime": Face("tcvn3"),
    ".VnArial Narrow": Face("tcvn3"),
    ".VnTimeH": Face("tcvn3", capitals=True),
    ".vnArialH": Face("tcvn3", capitals=True),
    "VNI-Times": Face("vni"),
    "VNI-Helve-Condense": Face("vni"),
    "VPS Times": Face("vps"),
    "VISCII Arial": Face("viscii"),
    "Times New Roman": None,
    "Arial": None,
    "": None,
}


@pytest.mark.parametrize("name", FACES)
def test_a_face_says_its_encoding(name: str) -> None:
    assert face(name) == FACES[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_told_by_its_words(name: str) -> None:
    assert told([written(PROSE, name)]) == name


FOREIGN = {
    "Vietnamese": PROSE,
    "without marks": "Nguoi ta cheo xuong qua rach, cho day bong dien dien " * 5,
    "French": "Où est l’hôtel ? À côté de la forêt, là où l’été s’achève déjà, été après été. " * 4,
    "German": "Der Fluß trägt die Kähne über Nacht zu den Märkten, wo es nach Brühe riecht. " * 4,
    "Portuguese": "Não há pão à mesa: o avô pôs cá três maçãs, e lá vão as irmãs à procura. " * 4,
    "Spanish": "El niño comió piña mañana, ¿qué pasó aquí? Allá están los años del señor. " * 4,
    "Icelandic": "Það er gott veður við Ísafjörð, þar sem áin rennur út í sjó og fólkið býr. " * 4,
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy, až se hory zelenaly a řeka šuměla. " * 4,
    "signs": "© 2021 – “Bao” … • 5 € · 3 £ ® ™ « a » ° ² " * 8,
    "Russian": "Он сказал, что река поднялась за ночь, и лодки унесло. " * 4,
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_other_text_is_taken_for_one(kind: str) -> None:
    assert told([FOREIGN[kind]]) == ""


def test_few_words_say_nothing() -> None:
    assert told([written("bến đò Việt Nam", "tcvn3")]) == ""


def test_a_conversion_is_told_as_a_repair() -> None:
    made = mend(written("Bến đò chiều", "tcvn3"), Context(encoding="tcvn3"))
    assert made.text == "Bến đò chiều"
    assert [(c.kind, c.count, c.sample) for c in made.changes] == [("legacy encoding", 3, "Bến")]


def test_the_soft_hyphen_that_is_a_letter_is_read_before_soft_hyphens_go() -> None:
    assert mend("tr\u00ad\u00eang", Context(encoding="tcvn3")).text == "trường"
