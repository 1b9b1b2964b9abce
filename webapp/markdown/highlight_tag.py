"""What Jekyll's `{% highlight %}` makes of code.

Source: Jekyll 4.3, `lib/jekyll/tags/highlight.rb`.
"""

from webapp.markdown.config import Config
from webapp.markdown.escaping import escape_code
from webapp.markdown.highlighting import number_lines, write_code


def highlight_tag(code: str, language: str, config: Config, *, lines: bool) -> str:
    """Write code as the tag does. language: in lower case. lines: are they numbered?"""
    if not config.highlights:
        written = escape_code(code).replace('"', "&quot;").replace("'", "&#39;").strip()
    else:
        written = write_code(code, language, coloured=config.colours)
        if lines:
            written = number_lines(code, written, 1, ("rouge-table", "gutter", "code"))
    css_class = language.replace("+", "-")
    return (
        f'<figure class="highlight"><pre><code class="language-{css_class}" data-lang="{language}">'
        f"{written.removesuffix(chr(10))}</code></pre></figure>"
    )
