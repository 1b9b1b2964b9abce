"""What the blog's engine does to a post and the preview does not: said beside the preview.

Source: the README of each plugin; Jekyll 4.3, "Plugins" and "Markdown Options" (jekyllrb.com/docs).
"""

from collections.abc import Callable, Iterator, Mapping

from webapp.blog import Blog
from webapp.preview.post import Post

Values = Mapping[str, object]


def _always(_: Values) -> bool:
    return True


def _for_posts(key: str) -> Callable[[Values], bool]:
    """Is a plugin for pages asked to treat posts too?"""

    def asked(values: Values) -> bool:
        own = values.get(key)
        return isinstance(own, Mapping) and own.get("collections") is True

    return asked


# Plugins that change the HTML of a post, when, and what they do.
_PLUGINS: dict[str, tuple[Callable[[Values], bool], str]] = {
    "jemoji": (_always, "makes pictures of names like :smile:"),
    "jekyll-mentions": (_always, "makes links of names like @someone"),
    "jekyll-relative-links": (_for_posts("relative_links"), "changes links to Markdown files"),
    "jekyll-titles-from-headings": (_for_posts("titles_from_headings"), "takes a title from the first heading"),
    "jekyll-target-blank": (_always, "opens links to other sites in a new tab"),
    "jekyll-spaceship": (_always, "adds to what Markdown can do"),
    "jekyll-figure": (_always, "adds tags for figures"),
    "jekyll-auto-image": (_always, "picks a picture for the post"),
    "jekyll-postcss": (_always, "changes the blog’s styles"),
    "jekyll-minifier": (_always, "shortens the page"),
}


def find_differences(site: Blog, post: Post, text: str) -> tuple[str, ...]:
    """Say, one sentence each, where the blog will differ. text: what of the post is shown."""
    return tuple(_differences(site, post, text))


def _differences(site: Blog, post: Post, text: str) -> Iterator[str]:
    if post.values.get("published") is False:
        yield "The front matter says published: false, so the blog leaves this post out."
    number = len(post.fill(text).boxes)
    if number:
        one = "One piece of Liquid is not filled in here: it is a box that says why."
        yield one if number == 1 else f"{number} pieces of Liquid are not filled in here: each is a box that says why."
    for option in site.config.unsupported:
        yield f"_config.yml says “{option}”, which is not done here, so the blog may show this post differently."
    for plugin, (applies, words) in _PLUGINS.items():
        if plugin in site.config.plugins and applies(site.config.values):
            yield f"The plugin {plugin} {words}, which is not done here."
    if any((site.source_folder / "_plugins").glob("*.rb")):
        yield "The blog has plugins of its own in _plugins. What they change is not shown here."
