"""What the blog's engine does to a post and the preview does not: said beside the preview.

Source: the README of each plugin; Jekyll 4.3, "Plugins" and "Markdown Options" (jekyllrb.com/docs).
"""

from collections.abc import Iterator

from webapp import blog
from webapp.blog import Blog
from webapp.preview.post import Post

# Plugins that change the HTML of a post, and what they do.
_PLUGINS = {
    "jemoji": "makes pictures of names like :smile:",
    "jekyll-target-blank": "opens links to other sites in a new tab",
    "jekyll-spaceship": "adds to what Markdown can do",
    "jekyll-figure": "adds tags for figures",
    "jekyll-auto-image": "picks a picture for the post",
    "jekyll-postcss": "changes the blog’s styles",
    "jekyll-minifier": "shortens the page",
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
    for plugin, words in _PLUGINS.items():
        if plugin in site.config.plugins:
            yield f"The plugin {plugin} {words}, which is not done here."
    for path in post.left_links:
        yield f"The link to {path} is shown as it is written: the address of its page is known when the blog is built."
    if "@" in text and blog.stops_at_mentions(site.config, post.values):
        yield "“jekyll-mentions” is set to neither an address nor a base_url, which stops the build of the whole blog."
    if any((site.source_folder / "_plugins").glob("*.rb")):
        yield "The blog has plugins of its own in _plugins. What they change is not shown here."
