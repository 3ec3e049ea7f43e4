"""The account of an article: what was removed, used and repaired."""

from __future__ import annotations

from formatter.article import Removal, Repair, Use
from formatter.clean.ledger import Ledger
from formatter.clean.mending import Mender
from formatter.clean.tree import grow


def test_what_is_removed_is_entered_with_its_pictures() -> None:
    mender = Mender()
    tree = grow(
        '<div>Bến <b>đo\u0300</b><img data-original="/a.jpg" src="/t.jpg"><img src="b.jpg"></div>',
        mender,
    )
    ledger = Ledger("https://bao.example/x/y.html", mender)
    ledger.remove(tree.select("div")[0], step="chrome", rule="name", reason="its name")
    assert ledger.removed == [
        Removal(
            step="chrome",
            rule="name",
            reason="its name",
            text="Bến đò",
            images=("https://bao.example/a.jpg", "https://bao.example/x/b.jpg"),
            block=2,
        )
    ]
    assert tree.body.size == 0


def test_nothing_is_entered_for_nothing() -> None:
    ledger = Ledger()
    ledger.enter(" \n", step="s", rule="r", reason="why")
    ledger.note("title", "")
    assert (ledger.removed, ledger.used) == ([], [])


def test_what_is_used_leaves_the_page() -> None:
    tree = grow("<h1>Bến</h1><p>đò</p>")
    ledger = Ledger()
    ledger.use(tree.select("h1")[0], "title")
    assert ledger.used == [Use(field="title", text="Bến", block=2)]
    assert tree.body.text() == "đò"


def test_repairs_are_counted_by_kind_with_the_first_sample() -> None:
    ledger = Ledger()
    assert ledger.mend("đo\u0300 be\u0301\u0302n") == "đò bến"
    assert ledger.mend("so\u0302ng\u200b") == "sông"
    assert ledger.repairs == (
        Repair(kind="composed", count=4, sample="đò"),
        Repair(kind="unseen", count=1, sample="U+200B"),
    )
