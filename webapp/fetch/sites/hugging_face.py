"""Hugging Face: the name of a model, dataset, space or paper without the site's words around it.

Source: pages of huggingface.co, whose `og:title` is “owner/name · Hugging Face”, “owner/name · Datasets at Hugging
Face”, “Name - a Hugging Face Space by owner” or “Paper page - Title”.
"""

import re

from webapp.addresses import Form, Thing
from webapp.fetch.facts import line
from webapp.fetch.heads import read_head
from webapp.fetch.values import Reading

_AROUND = re.compile(r"\APaper page - |\s+· (?:Datasets at )?Hugging Face\Z|\s+- a Hugging Face Space by .*\Z")
_KINDS = {Form.MODEL: "model", Form.DATASET: "dataset", Form.SPACE: "demo", Form.PAPER: "paper"}


def read_page(thing: Thing, text: str) -> Reading:
    """Read a page of the hub."""
    head = read_head(text)
    title = _AROUND.sub("", line(head.first("og:title") or head.title))
    owner = "" if thing.form is Form.PAPER else thing.name.partition("/")[0]
    return Reading(title=title or thing.name, author=owner, kind=_KINDS[thing.form])
