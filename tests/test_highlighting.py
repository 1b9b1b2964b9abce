"""Colours in code: Rouge's classes, only where they are asked for."""

import subprocess
import sys

import pytest

from webapp.markdown import Config, highlight_tag, render
from webapp.markdown.highlighting import LONGEST_CODE, is_language, write_code

COLOURED = Config(colours=True)


def test_code_is_not_coloured_unless_it_is_asked_for() -> None:
    text = "```ruby\nputs 1\n```\n"

    assert "<code>puts 1\n</code>" in render(text)
    assert '<code><span class="nb">puts</span> <span class="mi">1</span>\n</code>' in render(text, COLOURED)


@pytest.mark.parametrize(
    ("language", "code", "html"),
    [
        ("sh", "echo -n # x", '<span class="nb">echo</span> <span class="nt">-n</span> <span class="c"># x</span>'),
        ("yaml", "a: b", '<span class="na">a</span><span class="pi">:</span> <span class="s">b</span>'),
        ("json", '"a": 1', '<span class="nl">"a"</span><span class="p">:</span> <span class="mi">1</span>'),
        ("html", "<b>", '<span class="nt">&lt;b&gt;</span>'),
        ("python", "a.b", '<span class="n">a</span><span class="p">.</span><span class="n">b</span>'),
        ("plaintext", "a < b", "a &lt; b"),
        ("xojo", "a & b", "a &amp; b"),
        ("no-such-language", "a", "a"),
    ],
)
def test_tokens_have_rouges_classes(language: str, code: str, html: str) -> None:
    assert write_code(code, language, coloured=True) == html


def test_every_character_of_code_stays() -> None:
    code = "\n\n  a\t= '<&>'\r\n\n"

    assert write_code(code, "sh", coloured=True).count("\n") == code.count("\n")


def test_very_long_code_stays_without_colours() -> None:
    assert "<span" not in write_code("a = 1\n" * LONGEST_CODE, "python", coloured=True)


def test_names_of_languages_are_rouges_to_the_letter() -> None:
    assert is_language("ruby")
    assert is_language("rb")
    assert not is_language("Ruby")


def test_tag_escapes_what_stands_in_it_where_nothing_highlights() -> None:
    written = highlight_tag(' a "<b>" ', "ruby", Config(highlights=False), lines=True)

    assert written == (
        '<figure class="highlight"><pre><code class="language-ruby" data-lang="ruby">a &quot;&lt;b&gt;&quot;'
        "</code></pre></figure>"
    )


def test_neither_colours_nor_liquid_are_loaded_at_the_start() -> None:
    script = (
        "import sys, webapp.app; from webapp import markdown; markdown.render('```ruby\\nputs\\n```\\n{{ a }}');"
        "print(sorted({'pygments', 'liquid', 'babel'} & {name.partition('.')[0] for name in sys.modules}))"
    )

    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"
