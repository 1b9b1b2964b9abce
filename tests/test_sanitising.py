"""What may stand inside the app's own pages, and what may not."""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.markdown import render
from webapp.sanitising import sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//a.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    '<img src="x" onerror="alert(1)">',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JaVaScRiPt:alert(1)">a</a>',
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<a href=" javascript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<a href="vbscript:x">a</a>',
    '<a href="file:///etc/passwd">a</a>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<iframe src="http://a.example"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="a.swf"></object><embed src="a.swf">',
    '<form action="/links" method="post"><input name="text" value="x"><button>Go</button></form>',
    '<input type="submit" formaction="/publish" form="f" name="n">',
    '<button hx-post="/links/1/remove" hx-trigger="load">a</button>',
    '<div hx-get="/x" hx-trigger="load" hx-on:click="alert(1)">a</div>',
    '<div data-hx-get="/x" data-hx-trigger="load" data-x="y">a</div>',
    '<div style="position:fixed;inset:0;background:url(http://a.example)">a</div>',
    "<style>* { display: none }</style>",
    '<link rel="stylesheet" href="http://a.example/x.css">',
    '<meta http-equiv="refresh" content="0;url=http://a.example">',
    '<base href="http://a.example/">',
    '<p class="toast button primary sheet">a</p>',
    '<p role="alert" aria-live="assertive" tabindex="1" accesskey="s" contenteditable>a</p>',
    '<a name="banner" target="_blank" ping="http://a.example" download>a</a>',
    '<textarea name="x"></textarea><select><option>a</select>',
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<details ontoggle=alert(1) open>a</details>",
    "<video src=x onloadstart=alert(1)></video>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<p><<script>alert(1)//<</script>",
    '<a href="//a.example" rel="opener">a</a>',
]  # fmt: skip
MARKDOWN_ATTACKS = [
    "[a](javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "![a](javascript:alert(1))",
    '[a](http://a.example){: onclick="alert(1)"}',
    'a\n{: onclick="alert(1)" style="position:fixed" hx-get="/x"}',
    "[a]\n\n[a]: javascript:alert(1)",
    "{::nomarkdown}<script>alert(1)</script>{:/}",
    "<div markdown=\"1\"><img src=x onerror=alert(1)></div>",
    '```"><script>alert(1)</script>\na\n```',
    "*[a]: \"><script>alert(1)</script>\n\na",
]  # fmt: skip
HARMLESS_ATTRIBUTES = frozenset(
    (
        *("id", "class", "title", "lang", "dir", "role", "href", "hreflang", "cite", "datetime", "src", "alt", "width"),
        *("height", "checked", "open", "start", "type", "reversed", "value", "align", "colspan", "rowspan", "scope"),
        *("span", "rel", "disabled"),
    )
)
ACTIVE_TAGS = frozenset(
    (
        *(
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "button",
            "textarea",
            "select",
            "link",
            "meta",
            "base",
        ),
        *("svg", "math", "template", "noscript"),
    )
)


def assert_harmless(html: str) -> None:
    page = html5lib.parse(f"<!DOCTYPE html><body>{html}", treebuilder="lxml", namespaceHTMLElements=False)
    for element in page.getroot().find("body").iter():
        if not isinstance(element.tag, str):
            raise AssertionError("a comment was kept")
        assert element.tag not in ACTIVE_TAGS
        for name, value in element.attrib.items():
            assert name in HARMLESS_ATTRIBUTES
            assert name not in ("href", "src", "cite") or _is_harmless_address(value)
        assert element.tag != "input" or (element.get("type") == "checkbox" and "disabled" in element.attrib)
        assert element.tag != "a" or element.get("rel") == "noopener"


def _is_harmless_address(address: str) -> bool:
    scheme, colon, _ = "".join(address.split()).partition(":")
    return not colon or scheme.lower() in ("http", "https", "mailto") or any(mark in scheme for mark in "/?#")


@pytest.mark.parametrize("html", ATTACKS)
def test_sanitise_takes_away_what_is_active(html: str) -> None:
    assert_harmless(sanitise(html))


@pytest.mark.parametrize("text", MARKDOWN_ATTACKS)
def test_sanitise_takes_away_what_markdown_lets_through(text: str) -> None:
    assert_harmless(sanitise(render(text)))


@given(
    st.lists(
        st.sampled_from([*ATTACKS, "<", ">", '"', "'", "=", " ", "<p", "<a href=", "</", "<!--", "-->", "a"]),
        max_size=12,
    )
)
def test_sanitise_makes_any_mixture_harmless(parts: list[str]) -> None:
    assert_harmless(sanitise("".join(parts)))


def test_sanitise_drops_foreign_classes_and_keeps_the_engines() -> None:
    html = '<code class="language-ruby highlighter-rouge toast">a</code><p class="button">b</p>'

    cleaned = sanitise(html)

    assert cleaned == '<code class="language-ruby highlighter-rouge">a</code><p>b</p>'


def test_sanitise_keeps_what_the_engine_writes() -> None:
    text = 'a[^1] ~~b~~ "c" [d](http://d.example "e") ![f](g.png)\n\n## H\n\n```rb\ni\n```\n\n- [x] j\n\n[^1]: k\n'

    cleaned = sanitise(render(text))

    for part in (
        '<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote"',
        '<li id="fn:1" role="doc-endnote">',
        '<div class="footnotes" role="doc-endnotes">',
        '<a href="#fnref:1" class="reversefootnote" role="doc-backlink"',
        "<del>b</del>",
        '<a href="http://d.example" title="e" rel="noopener">d</a>',
        '<img src="g.png" alt="f">',
        '<h2 id="h">H</h2>',
        '<div class="language-rb highlighter-rouge"><div class="highlight"><pre class="highlight"><code>i\n</code>',
        '<ul class="task-list">',
    ):
        assert part in cleaned


def test_sanitise_keeps_the_alignment_of_tables_without_styles() -> None:
    cleaned = sanitise(render("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n"))

    assert '<th align="left">a</th>' in cleaned
    assert '<td align="center">2</td>' in cleaned
    assert '<td align="right">3</td>' in cleaned
    assert "style" not in cleaned


def test_sanitise_puts_a_prefix_before_every_id_and_every_way_to_it() -> None:
    html = render("## Banner\n\n[up](#banner) a[^1]\n\n[^1]: b\n")

    cleaned = sanitise(html, id_prefix="section-3-")

    for part in (
        '<h2 id="section-3-banner">',
        '<a href="#section-3-banner"',
        '<sup id="section-3-fnref:1"',
        '<a href="#section-3-fn:1"',
        '<li id="section-3-fn:1"',
        '<a href="#section-3-fnref:1"',
    ):
        assert part in cleaned
    assert 'id="banner"' not in cleaned


def test_sanitise_is_stable() -> None:
    html = sanitise(render('a[^1] "b"\n\n| c |\n|:-:|\n| d |\n\n[^1]: e\n'))

    assert sanitise(html) == html


def test_sanitise_takes_half_characters() -> None:
    assert sanitise("a\ud800b") == "a?b"
