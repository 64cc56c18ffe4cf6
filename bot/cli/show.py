"""`paperboy show`: one paper."""

import click

from bot.app import App
from bot.cli.json_forms import print_json
from bot.cli.options import json_option
from bot.cli.text_forms import describe_facts, print_wrapped
from bot.exporting.paper_forms import paper_form
from bot.models import PaperDetails, Sighting
from bot.services.papers import get_paper_details
from bot.text.counting import count_of
from bot.text.openings import capitalise


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="PAPER")
@json_option
@click.pass_obj
def show(app: App, words: tuple[str, ...], as_json: bool) -> None:
    """Show one paper.

    PAPER is its number, its arXiv id or a link to it, or its title, misspelt if need be.
    """
    with app.library() as library:
        details = get_paper_details(library, " ".join(words))
    if as_json:
        print_json(paper_form(details))
    else:
        _print_details(details)


def _print_details(details: PaperDetails) -> None:
    paper = details.paper
    click.secho(f"{paper.title}  #{paper.paper_id}", bold=True)
    click.secho(describe_facts(paper), dim=True)
    click.echo()
    print_wrapped(f"In short: {capitalise(paper.tldr)}")
    if paper.abstract:
        click.echo()
        print_wrapped(paper.abstract)
    click.echo()
    for label, value in (
        ("authors", ", ".join(paper.authors)),
        ("keywords", ", ".join(paper.keywords)),
        ("code", paper.code_url),
        ("page", paper.url),
        ("arXiv", paper.arxiv_url),
    ):
        if value:
            print_wrapped(f"{label}: {value}")
    for sighting in details.sightings:
        click.echo(f"seen in: {_describe_sighting(sighting)}")


def _describe_sighting(sighting: Sighting) -> str:
    entry = sighting.entry
    day = f", {sighting.issued_on:%Y-%m-%d}" if sighting.issued_on else ""
    counts = [
        count_of(count, noun)
        for count, noun in ((entry.comment_count, "comment"), (entry.upvotes, "upvote"))
        if count is not None
    ]
    return " · ".join([f"{sighting.digest}{day}, entry {entry.position}", *counts])
