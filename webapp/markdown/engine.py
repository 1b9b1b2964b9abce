"""Markdown to HTML."""

from markdown_it import MarkdownIt

from webapp.markdown.config import Config

DEFAULTS = Config()


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def render(text: str, config: Config = DEFAULTS) -> str:
    """Write a post's body as HTML, raw: what the blog's engine would make of it. Never show it unsanitised."""
    return str(parser().render(text))


def render_section(source: str, whole: str, config: Config = DEFAULTS) -> str:
    """Write one section as HTML, with the link definitions of the whole post."""
    env: dict[str, object] = {}
    parser().parse(whole, env)
    return str(parser().render(source, env))
