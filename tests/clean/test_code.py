"""Code keeps its lines; the numbers beside them go with an entry."""

from __future__ import annotations

import pytest

from tests.tools.account import differences
from tests.tools.story import article, page, shaped

MADE = "<pre><code>neo = 1\n  cheo(neo)</code></pre>"

LISTINGS = {
    "rouge": (
        '<div class="highlight"><table class="rouge-table"><tbody><tr><td class="gutter gl"><pre '
        'class="lineno">1\n2\n</pre></td><td class="code"><pre><span>neo</span> = 1\n'
        "  <span>cheo</span>(neo)\n</pre></td></tr></tbody></table></div>"
    ),
    "hexo": (
        '<figure class="highlight"><table><tr><td class="gutter"><pre><span class="line">1</span>'
        '<br><span class="line">2</span></pre></td><td class="code"><pre><span class="line">neo = 1'
        '</span><br><span class="line">  cheo(neo)</span></pre></td></tr></table></figure>'
    ),
    "github": (
        '<table class="highlight"><tr><td class="blob-num" data-line-number="1"></td>'
        '<td class="blob-code">neo = 1</td></tr><tr><td class="blob-num" data-line-number="2"></td>'
        '<td class="blob-code">  cheo(neo)</td></tr></table>'
    ),
    "syntaxhighlighter": (
        '<div class="syntaxhighlighter"><table><tr><td class="gutter"><div class="line">1</div>'
        '<div class="line">2</div></td><td class="code"><div class="line">neo = 1</div>'
        '<div class="line">&nbsp;&nbsp;cheo(neo)</div></td></tr></table></div>'
    ),
    "prettify": "<pre><ol><li>neo = 1</li><li>  cheo(neo)</li></ol></pre>",
    "breaks": "<p><code>neo = 1<br>&nbsp;&nbsp;cheo(neo)</code></p>",
    "code that is no pre": '<code class="language-py">neo = 1\n  cheo(neo)</code>',
}


@pytest.mark.parametrize("case", LISTINGS)
def test_a_listing_keeps_its_lines(case: str) -> None:
    assert shaped(LISTINGS[case]) == MADE


@pytest.mark.parametrize("case", LISTINGS)
def test_numbers_of_lines_are_entered(case: str) -> None:
    assert differences(page(LISTINGS[case]), article(LISTINGS[case])) == {}


def test_empty_lines_between_coloured_words_stay() -> None:
    made = shaped("<pre><code><i>neo</i>\n\n<i>cheo</i></code></pre>")
    assert made == "<pre><code>neo\n\ncheo</code></pre>"
