"""What plugins of Jekyll make of a post's text: links to files, names of people, titles of headings.

Each does to the text, or to the HTML, what the plugin of that name does. Whether a blog uses it, `webapp.blog` says.
"""

from webapp.plugins.mentions import DEFAULT_BASE, link_mentions
from webapp.plugins.relative_links import point_links
from webapp.plugins.titles import find_title, split_title

__all__ = ["DEFAULT_BASE", "find_title", "link_mentions", "point_links", "split_title"]
