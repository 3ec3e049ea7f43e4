"""Formulas: one reading of each, in words, as TeX or as its picture."""

from __future__ import annotations

import pytest

from tests.tools.account import differences
from tests.tools.story import article, numbered, page, shaped, within

TEX = '<annotation encoding="application/x-tex">{}</annotation>'
HAT = "<mover><mi>y</mi><mo>^</mo></mover>"
KATEX = (
    '<span class="katex"><span class="katex-mathml"><math{}><semantics><mrow>{}</mrow>{}'
    '</semantics></math></span><span class="katex-html" aria-hidden="true">xy</span></span>'
)

READ = {
    "signs": (
        "<math><mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>",
        '<span class="math"><i>E</i> = <i>m</i>\xa0<i>c</i><sup>2</sup></span>',
    ),
    "limits": (
        "<math><munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mn>2</mn></math>",
        '<span class="math">∑<sub><i>i</i></sub><sup><i>n</i></sup>\xa02</span>',
    ),
    "a fraction": (
        "<math><mfrac><mi>a</mi><mi>b</mi></mfrac></math>",
        (
            '<span class="math"><span class="math-fraction"><span class="math-over"><i>a</i>'
            '</span> <span class="math-under"><i>b</i></span></span></span>'
        ),
    ),
    "a root": (
        "<math><msqrt><mi>x</mi><mi>y</mi></msqrt></math>",
        '<span class="math"><span class="math-root"><i>x</i>\xa0<i>y</i></span></span>',
    ),
    "a sign that nobody sees": (
        "<math><mn>2</mn><mo>\u2062</mo><mi>n</mi></math>",
        '<span class="math">2\xa0<i>n</i></span>',
    ),
    "katex in signs": (
        KATEX.format("", "<mi>x</mi>", TEX.format("x")),
        '<span class="math"><i>x</i></span>',
    ),
    "katex beyond signs": (
        KATEX.format("", HAT, TEX.format("\\hat y")),
        '<code class="math">\\hat y</code>',
    ),
    "mathjax 2": (
        (
            '<span class="MathJax_Preview">x</span><span class="MathJax"><nobr aria-hidden="true">x'
            '</nobr><span class="MJX_Assistive_MathML"><math><mi>x</mi></math></span></span>'
        ),
        '<span class="math"><i>x</i></span>',
    ),
    "mathjax 3": (
        (
            '<mjx-container class="MathJax"><mjx-math aria-hidden="true"></mjx-math>'
            "<mjx-assistive-mml><math><mi>x</mi></math></mjx-assistive-mml></mjx-container>"
        ),
        '<span class="math"><i>x</i></span>',
    ),
    "pandoc": (
        '<span class="math inline">\\(x_1\\)</span>',
        '<code class="math">\\(x_1\\)</code>',
    ),
}


@pytest.mark.parametrize("case", READ)
def test_a_formula_is_read_once(case: str) -> None:
    markup, made = READ[case]
    assert shaped(f"<p>Số là {markup} đó.</p>") == f"<p>Số là {made} đó.</p>"


@pytest.mark.parametrize("case", READ)
def test_each_letter_of_a_formula_is_accounted_for(case: str) -> None:
    markup = f"<p>Số là {READ[case][0]} đó.</p>"
    assert differences(page(markup), article(markup)) == {}


def test_a_formula_on_show_is_a_paragraph() -> None:
    shown = KATEX.format(' display="block"', "<mi>x</mi>", TEX.format("x"))
    assert shaped(f'<p>Ta có:</p><span class="katex-display">{shown}</span>') == (
        '<p>Ta có:</p><p class="formula"><span class="math"><i>x</i></span></p>'
    )


def test_a_formula_s_picture_stays_in_its_line() -> None:
    made = article(
        '<p>Cho <span class="mwe-math-element"><span style="display: none;"><math><semantics>'
        '<mi>x</mi><annotation encoding="application/x-tex">{\\displaystyle x}</annotation>'
        "</semantics></math></span>"
        '<img src="/x.png" aria-hidden="true" class="mwe-math-fallback-image-inline" '
        'alt="{\\displaystyle x}"></span> đó.</p>'
    )
    assert numbered(made) == '<p>Cho <img class="math" src="image:1" alt="x"/> đó.</p>'
    assert [gone.rule for gone in made.removed] == ["formula"]


def test_a_passage_by_the_name_of_mathematics_keeps_its_paragraphs() -> None:
    made = article('<div class="math"><p>Một cộng một.</p><p><math><mi>x</mi></math></p></div>')
    assert within(made) == ('<p>Một cộng một.</p><p><span class="math"><i>x</i></span></p>')


def test_a_displayed_formula_in_a_block_of_its_own_stands_once() -> None:
    """Wikipedia's older pages hide the MathML in a div beside the picture."""
    box = (
        '<div class="mwe-math-element"><div class="mwe-math-mathml-display" style="display: none">'
        "<math display=block><mi>y</mi></math></div>"
        '<img class="mwe-math-fallback-image-display" src="/y.svg" alt="{\\displaystyle y}"></div>'
    )
    body = within(article(f"<p>Mực nước tính bằng</p>{box}<p>mỗi con nước rằm.</p>"))
    assert body.count("<img") == 1
    assert "<figure>" not in body
    assert 'class="math" ' in body or 'class="math"/>' in body
    assert ">y<" not in body


SCRIPTS = {
    "in the line": (
        "<p>Sào dài <script type='math/tex'>\\sqrt{a^2+b^2}</script> sải tay.</p>",
        '<p>Sào dài <code class="math">\\sqrt{a^2+b^2}</code> sải tay.</p>',
    ),
    "on show": (
        "<p>Quãng</p><script type='math/tex; mode=display'>% <![CDATA[\na &lt; b %]]></script>",
        '<p>Quãng</p><p class="formula"><code class="math">a &amp;lt; b</code></p>',
    ),
    "beside its signs": (
        (
            "<p>Vậy <span class='MathJax_Preview'></span><span class='MathJax'><math><mi>x</mi>"
            "</math></span><script type='math/tex'>x</script> là sải.</p>"
        ),
        '<p>Vậy <span class="math"><i>x</i></span> là sải.</p>',
    ),
    "two in a row": (
        "<p><script type='math/tex'>\\alpha</script> <script type='math/tex'>\\beta</script></p>",
        '<p><code class="math">\\alpha</code> <code class="math">\\beta</code></p>',
    ),
}


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_formula_that_a_script_would_set_is_read(case: str) -> None:
    markup, made = SCRIPTS[case]
    assert shaped(markup) == made
    assert differences(page(markup), article(markup)) == {}
