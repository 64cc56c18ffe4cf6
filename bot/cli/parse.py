"""`paperboy parse`: show what would be read."""

from datetime import date

import click

from bot.app import App
from bot.cli.digest_files import DigestFiles
from bot.cli.json_forms import parse_form, print_json
from bot.cli.options import SINGLE_DAY, json_option
from bot.cli.text_forms import describe_facts, describe_issue_day
from bot.clock import today_on
from bot.models import Digest, DigestEntry
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
    skipped_count = f", {len(digest.skipped):,} skipped" if digest.skipped else ""
    head = f"{digest.source}: {digest.format}, {day}, {entries}{skipped_count}"
    click.secho(head, bold=True)
    for entry in digest.entries:
        click.echo(f"{entry.position:>4}  {entry.title}")
        click.secho(f"      line {entry.line} · {_describe_text(entry)}", dim=True)
        click.secho(f"      {describe_facts(entry)}", dim=True)
    for skipped in digest.skipped:
        click.secho(f"      line {skipped.line} skipped: {skipped.reason}", fg="yellow")


def _describe_text(entry: DigestEntry) -> str:
    """Which paper it is, and how much of its abstract was read."""
    arxiv = "arXiv id unknown" if entry.arxiv_id is None else f"arXiv {entry.arxiv_id}"
    words = count_of(len(entry.abstract.split()), "word")
    return f"{arxiv} · {f'abstract of {words}' if entry.abstract else 'no abstract'}"
