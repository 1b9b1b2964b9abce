"""Posts without the browser: `check`, `render`, wherever they lie, and `index`, what is known of the blog's own."""

import json
import sys
from contextlib import closing
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import click

from webapp import blog, check, database, drafts, front_matter, markdown
from webapp.blog import Blog
from webapp.checks import Finding
from webapp.cli.acting import act
from webapp.cli.group import DONE, REFUSED, UNUSABLE, clock_of_environment, drafts_option, fail, main, settings_of
from webapp.errors import WorkingNotesError
from webapp.sanitising import sanitise


@main.command(name="check")
@drafts_option
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--blog", "blog_folder", type=click.Path(path_type=Path), help="Else the blog that the file lies in.")
@click.option("--json", "as_json", is_flag=True, help="Write the findings as JSON.")
def check_command(folder: Path | None, file: Path, blog_folder: Path | None, as_json: bool) -> None:
    """Say what is to be mended in a post.

    Exit codes: 0 nothing, 1 findings, 2 wrong usage or a file that can't be read.
    """
    try:
        findings = find_all(folder, file, blog_folder)
    except WorkingNotesError as error:
        fail(str(error), UNUSABLE)
    if as_json:
        report = {"file": str(file), "findings": [asdict(finding) for finding in findings]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for finding in findings:
            click.echo(f"{file}:{finding_line(finding)}")
        click.echo(f"{len(findings)} to look at." if findings else "Nothing to mend.")
    sys.exit(REFUSED if findings else DONE)


def find_all(folder: Path | None, file: Path, blog_folder: Path | None) -> list[Finding]:
    """Check a file by the blog that is named, else a draft as the desk does, else by the blog that the file lies in."""
    now = clock_of_environment()()
    if blog_folder is not None:
        return check.check_file(file, blog.find_site(blog_folder), now)
    chosen = settings_of(folder)
    if file.absolute().parent.resolve() != chosen.drafts_folder.resolve() or not chosen.database_path.is_file():
        return check.check_file(file, None, now)
    with closing(database.connect_to_read(chosen.database_path)) as opened:
        return check.check_draft(opened, chosen, drafts.read_draft(opened, chosen.drafts_folder, file.name), now)


def finding_line(finding: Finding) -> str:
    """Write a finding on one line, the way compilers do."""
    return f"{finding.line}:{finding.column}: {finding.level}: {finding.message}"


@main.command(name="render")
@click.argument("file", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE...")
@click.option("--raw", is_flag=True, help="Exactly as the blog's engine would, not sanitised.")
@click.option("--null", is_flag=True, help="A NUL after each post's HTML.")
def render_command(file: tuple[Path, ...], raw: bool, null: bool) -> None:
    """Print the HTML of each post's body."""
    for each in file:
        html = render_file(each)
        click.echo((html if raw else sanitise(html)).encode() + (b"\0" if null else b""), nl=False)


def render_file(file: Path) -> str:
    """Render a post's body as its blog's engine would; with Jekyll's defaults where it lies in no blog."""
    try:
        text = file.read_bytes().decode()
        site = site_of_folder(file.absolute().parent)
    except OSError as error:
        fail(f"{file} can't be read: {error.strerror}.", UNUSABLE)
    except UnicodeDecodeError:
        fail(f"{file} is no UTF-8 text, so the blog can't read it either. Save it as UTF-8.", UNUSABLE)
    except WorkingNotesError as error:
        fail(str(error), UNUSABLE)
    config = site.config.markdown if site else markdown.Config()
    return markdown.render(front_matter.split(text)[1], config)


@lru_cache
def site_of_folder(folder: Path) -> Blog | None:
    """The blog that the files of a folder lie in; looked up once a folder."""
    return blog.find_site_around(folder / "post.md")


@main.command(name="index")
@drafts_option
@click.option("--rebuild", is_flag=True, help="Forget what is known, and read all posts again.")
def index_command(folder: Path | None, rebuild: bool) -> None:
    """Read what changed in the blog's posts, for searching them and for what was linked and written before.

    The server does so by itself while it runs.
    """
    told = act(settings_of(folder), "index", {"rebuild": rebuild})
    click.echo(f"Read {counted(told['read'], 'post')}.")
    click.echo(
        f"The index has {counted(told['posts'], 'post')} with {counted(told['sections'], 'section')}, "
        f"{counted(told['words'], 'word')}, {counted(told['links'], 'link')} to other sites, "
        f"{counted(told['own_links'], 'link')} within the blog and {counted(told['images'], 'image')}."
    )


def counted(number: int, noun: str) -> str:
    """Write a number of things: `1 post`, `1,200 posts`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
