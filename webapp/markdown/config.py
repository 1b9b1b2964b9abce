"""What a blog's `_config.yml` may say about Markdown.

Source: kramdown's options (kramdown.gettalong.org/options.html) with the defaults that Jekyll gives them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Config:
    """How the engine writes a post.

    smart_quotes: entity names, in kramdown's order: left single, right single, left double, right double.
    hard_wrap: every line end inside a paragraph becomes a line break.
    auto_ids: headings without an id of their own get one, after auto_id_prefix.
    footnote_nr: the number of the first footnote.
    toc_levels: the heading levels that `{:toc}` shows.
    """

    smart_quotes: tuple[str, str, str, str] = ("lsquo", "rsquo", "ldquo", "rdquo")
    hard_wrap: bool = False
    auto_ids: bool = True
    auto_id_prefix: str = ""
    footnote_nr: int = 1
    toc_levels: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
