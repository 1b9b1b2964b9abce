"""Saving links without the browser: `add`."""

from pathlib import Path
from textwrap import indent

import click

from webapp.cli.acting import act
from webapp.cli.group import drafts_option, main, settings_of


@main.command(name="add")
@drafts_option
@click.argument("address", nargs=-1, required=True, metavar="URL...")
@click.option("--note", default="", metavar="TEXT", help="A note for each of these links.")
@click.option("--quote", default="", metavar="TEXT", help="A quotation from the page.")
def add_command(folder: Path | None, address: tuple[str, ...], note: str, quote: str) -> None:
    """Save links to the inbox."""
    chosen = settings_of(folder)
    for each in address:
        answer = act(chosen, "add", {"address": each, "note": note, "quote": quote})
        click.echo(f"{'Saved' if answer['is_new'] else 'Was there already'}: {answer['title']}")
        for text in answer["known"]:
            click.echo(indent(text, "  "))
