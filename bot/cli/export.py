"""`paperboy export`: everything that is known, for other programs."""

from collections.abc import Iterator
from itertools import islice

import click

from bot.app import App
from bot.cli.json_forms import print_json
from bot.cli.text_forms import EMPTY_INDEX
from bot.exporting.bibtex import iter_bibtex
from bot.exporting.paper_forms import paper_form
from bot.models import PaperDetails
from bot.services.coverage import get_coverage
from bot.services.library import Library
from bot.services.papers import load_details

# So many papers' sightings are fetched at once.
_BATCH_PAPERS = 500


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "bibtex"]), default="jsonl", show_default=True
)
@click.option("--json", is_flag=True, help="As the other verbs: JSON Lines, whatever the format.")
@click.pass_obj
def export(app: App, form: str, json: bool) -> None:
    """Print every paper, as JSON Lines or as BibTeX.

    `paperboy ingest` reads the papers back from JSON Lines, but not where and when they were
    seen: to back up an index, copy its file.
    """
    with app.library() as library:
        if not get_coverage(library).paper_count:
            click.echo(EMPTY_INDEX, err=True)
        if form == "jsonl" or json:
            for details in _iter_details(library):
                print_json(paper_form(details))
        else:
            for entry in iter_bibtex(library.index.iter_papers()):
                click.echo(entry)


def _iter_details(library: Library) -> Iterator[PaperDetails]:
    remaining = iter(library.index.iter_papers())
    while papers := list(islice(remaining, _BATCH_PAPERS)):
        yield from load_details(library, papers)
