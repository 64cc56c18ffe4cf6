"""`paperboy export`: everything that is known, for other programs."""

from itertools import islice

import click

from bot.app import App
from bot.cli.json_forms import paper_form, print_json
from bot.models import PaperDetails

# So many papers' sightings are fetched at once.
_BATCH_PAPERS = 500


@click.command()
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option("--json", is_flag=True, expose_value=False, help="As the other verbs; it always is.")
@click.pass_obj
def export(app: App, form: str) -> None:  # noqa: ARG001 - there is one format so far
    """Print every paper as JSON Lines.

    `paperboy ingest` reads the papers back, but not where and when they were seen: to back up an
    index, copy its file.
    """
    with app.library() as library:
        remaining = iter(library.index.iter_papers())
        while papers := list(islice(remaining, _BATCH_PAPERS)):
            sightings = library.index.load_sightings([paper.paper_id for paper in papers])
            for paper in papers:
                print_json(paper_form(PaperDetails(paper, sightings[paper.paper_id])))
