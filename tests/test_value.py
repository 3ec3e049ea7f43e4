"""Values do what frozen dataclasses do, and `dataclasses` takes them for such."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, asdict, field, replace

import pytest

from formatter import article, value
from formatter.article import Article, Book, Image, Removal


@value.dataclass(frozen=True, slots=True, kw_only=True)
class Boat:
    """A boat, as values are written."""

    name: str
    oars: int = 2
    crew: tuple[str, ...] = ()
    load: list[str] = field(default_factory=list)
    log: str = field(default="", repr=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The same by the standard library."""

    name: str
    oars: int = 2
    crew: tuple[str, ...] = ()
    load: list[str] = field(default_factory=list)
    log: str = field(default="", repr=False)


def test_fields_signature_and_words_are_those_of_a_dataclass() -> None:
    one, other = Boat(name="Ba lá", crew=("Út",)), Plain(name="Ba lá", crew=("Út",))
    assert repr(one) == repr(other).replace("Plain", "Boat")
    assert asdict(one) == asdict(other)
    assert [f.name for f in dataclasses.fields(Boat)] == [f.name for f in dataclasses.fields(Plain)]
    mine, theirs = inspect.signature(Boat), inspect.signature(Plain)
    assert list(mine.parameters) == list(theirs.parameters)
    assert [p.kind for p in mine.parameters.values()] == [
        p.kind for p in theirs.parameters.values()
    ]
    assert mine.parameters["name"].default is inspect.Parameter.empty
    assert mine.parameters["oars"].default == 2


def test_equal_ones_have_one_hash_and_others_differ() -> None:
    one = Removal(step="chrome", rule="share", reason="a button", text="Chia sẻ")
    assert one == replace(one)
    assert hash(one) == hash(replace(one))
    assert one != replace(one, text="Gửi")
    alike: object = Plain(name="Ba lá")
    assert Boat(name="Ba lá") != alike
    with pytest.raises(TypeError):
        hash(Boat(name="Ba lá"))  # its load is a list


def test_nothing_in_it_can_be_changed_or_added() -> None:
    boat = Boat(name="Ba lá")
    for name in ("oars", "sail"):
        with pytest.raises(FrozenInstanceError, match="cannot assign"):
            setattr(boat, name, 4)
    with pytest.raises(FrozenInstanceError, match="cannot delete"):
        del boat.oars
    assert not hasattr(boat, "__dict__")


def test_each_has_a_fresh_preset_of_its_own() -> None:
    one, other = Boat(name="một"), Boat(name="hai")
    one.load.append("dừa")
    assert other.load == []
    assert replace(one, name="ba").load is one.load


def test_what_is_lacking_or_unknown_is_named() -> None:
    with pytest.raises(TypeError, match="Boat lacks name"):
        Boat()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="Boat takes no sail"):
        Boat(name="Ba lá", sail=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Boat("Ba lá")  # type: ignore[call-arg]


def test_book_goes_to_another_process_and_back() -> None:
    page = Article(title="Bến", body="<p>Đò.</p>")
    book = Book(
        title="Bến",
        sections=(article.Section(articles=(page,)),),
        images={"a": Image(id="a")},
        language="vi",
    )
    assert pickle.loads(pickle.dumps(book, pickle.HIGHEST_PROTOCOL)) == book  # noqa: S301


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(TypeError, match="A value is frozen"):
        value.dataclass(frozen=False, slots=True, kw_only=True)
