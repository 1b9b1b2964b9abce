"""A built page made to stand alone: what it loads is inside it, what it runs is gone."""

import pytest

from webapp.looks import Budget, stand_page_alone

FILES = {
    "/css/site.css": b"@import 'more.css'; body { background: url(../dot.png) }",
    "/css/more.css": b"b { color: red }",
    "/dot.png": b"dot",
    "/2025/near.png": b"near",
}
DOT = "data:image/png;base64,ZG90"


def alone(page: str, size: int = 100_000) -> str:
    return stand_page_alone(page, "/2025/page.html", FILES.get, Budget(size))


@pytest.mark.parametrize(
    ("page", "written"),
    [
        (
            "<p class=a title='b &amp; c'>A &amp; &#8212; &copy;</p>",
            '<p class="a" title="b &amp; c">A &amp; &#8212; &copy;</p>',
        ),
        ("<!DOCTYPE html><br/><input disabled>", "<!DOCTYPE html><br/><input disabled>"),
        ("a<script>b('</p>')</script>c", "ac"),
        ("a<script src=x></script><noscript>b</noscript>", "a<noscript>b</noscript>"),
        ('<a onclick="b()" href=" JavaScript:c()">d</a>', "<a>d</a>"),
        ("<!-- a --><p>b<!-- c", "<p>b"),
        ('<base href="https://a.example/"><meta http-equiv="refresh" content="0;url=/">', ""),
        ('<meta name="viewport" content="width=device-width">', '<meta name="viewport" content="width=device-width">'),
        ('<link rel="icon" href="/dot.png"><link rel="preload" href="/dot.png">', ""),
        ('<link rel="stylesheet" href="https://a.example/a.css">', ""),
        ('<img src="../dot.png" srcset="/b.png 2x" loading="lazy" alt="a">', f'<img src="{DOT}" alt="a">'),
        ('<img src="near.png?v=1">', '<img src="data:image/png;base64,bmVhcg==">'),
        ('<img src="data:image/gif;base64,AA==">', '<img src="data:image/gif;base64,AA==">'),
        ("<p style=\"background: url('/dot.png')\">a</p>", f'<p style="background: url(&quot;{DOT}&quot;)">a</p>'),
        ("<style>a > b { background: url(/dot.png) }</style>", f'<style>a > b {{ background: url("{DOT}") }}</style>'),
        ("<picture><source srcset=/a.webp><img src=/dot.png></picture>", f'<picture><img src="{DOT}"></picture>'),
        ("<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>", '<svg viewbox="0 0 1 1"><path d="M0 0"/></svg>'),
    ],
)
def test_page_stands_alone_with_what_a_reader_sees(page: str, written: str) -> None:
    assert alone(page) == written


def test_page_that_stands_alone_has_its_sheets_inside() -> None:
    written = alone('<link rel="stylesheet" media="print" href="/css/site.css?v=2">')

    assert written.startswith('<link rel="stylesheet" href="data:text/css;charset=utf-8;base64,')
    assert written.endswith('" media="print">')


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ('<img src="/none.png" alt="A boat">', "A boat (not in the built site)"),
        ('<img src="https://a.example/b.png">', "https://a.example/b.png (not in the built site)"),
        (
            '<iframe src="https://video.example/1"><p>in it</p></iframe>after',
            "A frame, not loaded: https://video.example/1",
        ),
        ("<video src=a.mp4><source src=b></video>after", "A film, not loaded: a.mp4"),
        ('<embed src="a.swf">', "A plug-in, not loaded: a.swf"),
        ('<img src="/dot.png" alt="&lt;b&gt;">', "&lt;b&gt; (too large for the preview)"),
    ],
)
def test_page_that_stands_alone_says_what_is_not_shown(page: str, words: str) -> None:
    written = alone(page, size=10)

    assert f">{words}</span>" in written
    assert "in it" not in written
    assert written.endswith("after") == page.endswith("after")
