from __future__ import annotations

import pytest

from tests.parsers.measure import own_cases, shares, speeds
from tests.parsers.trees import Tree, html5lib_tree, lexbor, shared_tests

CASES = own_cases()


@pytest.mark.parametrize("name", CASES)
def test_lexbor_builds_the_tree_that_browsers_build(name: str) -> None:
    html, tree = CASES[name]
    assert lexbor(html) == tree


@pytest.mark.parametrize("name", CASES)
def test_the_tree_of_a_case_is_the_standards(name: str) -> None:
    html, tree = CASES[name]
    assert html5lib_tree(html) == tree


def test_no_other_quick_parser_builds_them() -> None:
    """What the README says of the choice stays true of the versions in use."""
    counts = {name: bare for name, (_, bare) in shares(CASES.values()).items()}
    assert counts["lexbor"] == len(CASES)
    assert counts["lxml"] < len(CASES) * 0.7
    assert counts["bs4 html.parser"] < len(CASES) * 0.7


def test_lexbor_is_the_quickest() -> None:
    took = speeds(["".join(html for html, _ in CASES.values()) * 5])
    assert min(took, key=took.__getitem__) == "lexbor"


def test_the_shared_tests_are_read_as_they_are_written() -> None:
    text = (
        '#data\n<p b a="1">x\n\ny</p>\n#errors\n(1,3): e\n#document\n| <!DOCTYPE html>\n| <html>\n'
        '|   <head>\n|   <body>\n|     <p>\n|       a="1"\n|       b=""\n|       "x\n\ny"\n\n'
        "#data\n<i>\n#errors\n#document-fragment\ndiv\n#document\n| <i>\n\n"
        "#data\n<i>\n#errors\n#script-on\n#document\n| <i>\n"
    )
    tree: Tree = [
        *("<html>", "  <head>", "  <body>", "    <p>", '      a="1"', '      b=""', '      "x⏎⏎y"'),
    ]
    assert list(shared_tests(text)) == [('<p b a="1">x\n\ny</p>', tree)]
    assert lexbor('<p b a="1">x\n\ny</p>') == tree
