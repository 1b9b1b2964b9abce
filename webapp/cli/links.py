"""Saving links without the browser: `add`."""

import sys
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
    """Save links to the inbox: the addresses that are named, or, with `-`, those in what is piped in."""
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if address == ("-",) else "\n".join(address)
    answer = act(settings_of(folder), "add", {"text": text, "note": note, "quote": quote})
    for saved in answer["links"]:
        click.echo(f"{'Saved' if saved['is_new'] else 'Was there already'}: {saved['title']}")
        for known in saved["known"]:
            click.echo(indent(known, "  "))
    if answer["refused"] or not answer["links"]:
        raise click.ClickException(" ".join(answer["refused"]) or "No address was found, so nothing was saved.")
