"""`paperboy parse`: show what would be read."""

from datetime import date

import click

from bot.app import App
from bot.cli.digest_files import DigestFiles
from bot.cli.json_forms import parse_form, print_json
from bot.cli.options import SINGLE_DAY, json_option
from bot.cli.text_forms import describe_facts, describe_issue_day
from bot.clock import today_on
from bot.models import Digest
from bot.text.counting import count_of


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--issued-on", type=SINGLE_DAY, help="The day of the digests, where they do not say.")
@json_option
@click.pass_obj
def parse(app: App, paths: tuple[str, ...], issued_on: date | None, as_json: bool) -> None:
    """Show what would be read from digests.

    The index is not touched.
    """
    files = DigestFiles(paths, today_on(app.clock), issued_on)
    for digest in files:
        if as_json:
            print_json(parse_form(digest))
        else:
            _print_digest(digest)
    files.raise_if_refused()


def _print_digest(digest: Digest) -> None:
    day = describe_issue_day(digest.issued_on, is_inferred=digest.issued_on_is_inferred)
    entries = count_of(len(digest.entries), "entry", "entries")
    click.secho(f"{digest.source}: {digest.format}, {day}, {entries}", bold=True)
    for entry in digest.entries:
        click.echo(f"{entry.position:>4}  {entry.title}")
        click.secho(f"      line {entry.line} · {describe_facts(entry)}", dim=True)
    for skipped in digest.skipped:
        click.secho(f"      line {skipped.line} skipped: {skipped.reason}", fg="yellow")
