"""The blog's files of data, as `site.data` has them.

Source: Jekyll 4.3, `readers/data_reader.rb`.
"""

import json
from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from pathlib import Path

from webapp import front_matter
from webapp.blog.folder import Blog, real_path
from webapp.errors import FrontMatterError
from webapp.liquid import Drop, Unknown, make_value

MOST_DATA = 200  # files in `_data`


def data_of(site: Blog, zone: tzinfo) -> object:
    """The files of data by their names, each read when it is asked for. zone: of moments without one of their own."""
    folder = site.source_folder / str(site.config.values.get("data_dir") or "_data")
    try:
        if not real_path(folder).is_relative_to(real_path(site.work_tree)):
            return Unknown()
        return _folder_of_data(folder, zone)
    except OSError:
        return Drop({})


def _folder_of_data(folder: Path, zone: tzinfo) -> object:
    later: dict[str, Callable[[], object]] = {}
    if not folder.is_dir():
        return Drop({})
    for number, path in enumerate(sorted(folder.iterdir())):
        if number >= MOST_DATA:
            return Unknown("more files of data than the preview reads")
        if path.is_dir():
            later[path.name] = partial(_folder_of_data, path, zone)
        elif path.suffix in (".yml", ".yaml", ".json", ".csv", ".tsv"):
            later[path.stem] = partial(_file_of_data, path, zone)
    return Drop({}, later)


def _file_of_data(path: Path, zone: tzinfo) -> object:
    try:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return make_value(json.loads(text), zone)
        if path.suffix in (".yml", ".yaml"):
            return make_value(_yaml(text), zone)
    except (OSError, ValueError, RecursionError, FrontMatterError):
        return Unknown(f"_data/{path.name} can’t be read here")
    return Unknown(f"_data/{path.name} is read when the blog is built")


def _yaml(text: str) -> object:
    """Read a file of data, which is a mapping or a list."""
    lines = text.removeprefix("\ufeff").removeprefix("---\n")
    first = next((line for line in lines.splitlines() if line.strip() and not line.startswith("#")), "")
    return front_matter.load_yaml(f"list:\n{lines}")["list"] if first.startswith("-") else front_matter.load_yaml(lines)
