"""Jekyll, run as the author runs it, in the copy of the blog."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from webapp import front_matter, processes
from webapp.blog import Blog
from webapp.building.copying import Copy
from webapp.errors import BuildError, FrontMatterError
from webapp.processes import Outcome

BUILD_SECONDS = 300.0  # 500 posts take 11 s from nothing
MOST_OUTPUT = 4_000_000  # bytes: a warning for each of several thousand posts
GEMFILES = ("Gemfile", "gems.rb")
# Future and unpublished, since the draft may be either. Incremental: pages that name other posts may be as they were in
# the last build, but the draft's own page is made anew.
OPTIONS = ("build", "--future", "--unpublished", "--incremental")


def find_command(site: Blog) -> tuple[str, ...]:
    """Say how Jekyll is started here: through Bundler where the blog has a Gemfile. Raises BuildError with what lacks.

    Source: jekyllrb.com/docs/ruby-101 (bundle exec).
    """
    if find_gemfile(site) is not None:
        bundle = processes.find_program("bundle")
        if bundle is None:
            raise BuildError(
                "The blog has a Gemfile, so it is built with Bundler, and that is not on this machine. Install Ruby "
                "and Bundler, run “bundle install” in the blog’s folder, then build the page."
            )
        return bundle, "exec", "jekyll"
    jekyll = processes.find_program("jekyll")
    if jekyll is None:
        raise BuildError(
            "Jekyll is not on this machine. Install Ruby and Jekyll (jekyllrb.com says how), then build the page; the "
            "other views need neither."
        )
    return (jekyll,)


def find_gemfile(site: Blog) -> Path | None:
    """Find the Gemfile as Bundler does: in the site's folder, else above it, here within the repository."""
    for folder in (site.root, *site.root.parents):
        found = next((folder / name for name in GEMFILES if (folder / name).is_file()), None)
        if found is not None or folder == site.work_tree:
            return found
    return None


def run_jekyll(site: Blog, copy: Copy, is_stopped: Callable[[], bool]) -> Outcome:
    """Build the copy. Raises BuildError, and ProcessError where it took too long, wrote too much or was stopped."""
    command = (*find_command(site), *OPTIONS, "--destination", str(copy.built))
    return processes.run(
        command,
        folder=copy.root,
        timeout=BUILD_SECONDS,
        environment=_environment(site, copy),
        max_output=MOST_OUTPUT,
        is_stopped=is_stopped,
        leaves_nothing=True,
    )


def _environment(site: Blog, copy: Copy) -> dict[str, str]:
    """This process's environment, built for publishing, with the gems where they are and none fetched."""
    chosen = {"JEKYLL_ENV": "production"} | dict(os.environ)
    if not any(chosen.get(name) for name in ("LANG", "LC_ALL")):
        chosen["LANG"] = "C.UTF-8"
    gemfile = find_gemfile(site)
    if gemfile is not None:
        chosen |= _bundler(gemfile.parent)
        chosen["BUNDLE_GEMFILE"] = str(copy.top / gemfile.relative_to(site.work_tree))
    return chosen


def _bundler(folder: Path) -> Mapping[str, str]:
    """What the author told Bundler for this blog, of which the copy has no file; nothing is installed.

    Source: bundle-config(1): `.bundle/config` wins over the environment, and a relative path counts from the Gemfile.
    """
    told = _read_settings(folder / ".bundle" / "config")
    if told.get("BUNDLE_PATH") or told.get("BUNDLE_DEPLOYMENT") == "true":
        told["BUNDLE_PATH"] = str(folder / told.get("BUNDLE_PATH", "vendor/bundle"))
    return told | {"BUNDLE_AUTO_INSTALL": "false", "BUNDLE_DISABLE_VERSION_CHECK": "true"}


def _read_settings(path: Path) -> dict[str, str]:
    try:
        values = front_matter.load_yaml(path.read_bytes().decode())
    except (OSError, UnicodeDecodeError, FrontMatterError):
        return {}
    return {name: str(value) for name, value in values.items() if name.startswith("BUNDLE_")}
