"""`paperboy show`: one paper."""

from collections.abc import Mapping
from typing import Final

import click

from bot.app import App
from bot.cli.json_forms import print_json
from bot.cli.options import json_option
from bot.cli.text_forms import describe_facts, print_wrapped
from bot.exporting.paper_forms import paper_form
from bot.merging.explaining import MatchedBy, explain_matches
from bot.models import Paper, PaperDetails, Sighting
from bot.services.papers import get_paper_details
from bot.text.counting import count_of
from bot.text.openings import capitalise
from bot.text.title_key import title_key

_REASONS: Final[Mapping[MatchedBy | None, str]] = {
    MatchedBy.ARXIV_ID: ", by its arXiv id",
    MatchedBy.EXTERNAL_ID: ", by its id there",
    MatchedBy.NEAR_TITLE: ", a typing error apart, with the same abstract",
}


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
        print_json({**paper_form(details), "former_paper_ids": list(details.former_ids)})
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
        ("also known as", ", ".join(f"#{number}" for number in details.former_ids)),
    ):
        if value:
            print_wrapped(f"{label}: {value}")
    reasons = explain_matches(details.sightings)
    for sighting, reason in zip(details.sightings, reasons, strict=True):
        click.echo(
            f"seen in: {_describe_sighting(sighting)}{_describe_match(sighting, reason, paper)}"
        )


def _describe_match(sighting: Sighting, reason: MatchedBy | None, paper: Paper) -> str:
    """Another title, and why it is the same paper all the same; "" where the title says it."""
    if title_key(sighting.entry.title) == title_key(paper.title):
        return ""
    why = _REASONS.get(reason, "")
    return f" · seen as “{sighting.entry.title}”{why}"


def _describe_sighting(sighting: Sighting) -> str:
    entry = sighting.entry
    day = f", {sighting.issued_on:%Y-%m-%d}" if sighting.issued_on else ""
    counts = [
        count_of(count, noun)
        for count, noun in ((entry.comment_count, "comment"), (entry.upvotes, "upvote"))
        if count is not None
    ]
    return " · ".join([f"{sighting.digest}{day}, entry {entry.position}", *counts])
