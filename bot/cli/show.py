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
from bot.models import Paper, PaperDetails, SeenDigest, Sighting
from bot.services.papers import get_paper_details
from bot.text.counting import change_of, times_of
from bot.text.day_names import name_period
from bot.text.inferred_days import mark_issued
from bot.text.openings import capitalise
from bot.text.title_key import title_key

_REASONS: Final[Mapping[MatchedBy | None, str]] = {
    MatchedBy.ARXIV_ID: ", by its arXiv id",
    MatchedBy.EXTERNAL_ID: ", by its id there",
    MatchedBy.NEAR_TITLE: ", a typing error apart; its abstract says the same",
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
    reasons = dict(zip(details.sightings, explain_matches(details.sightings), strict=True))
    for digest in details.digests:
        match = _describe_match(digest.latest, reasons[digest.latest], paper)
        click.echo(f"seen in: {_describe_digest(digest)}{match}")
    if grown := _describe_growth(details):
        click.echo(f"grown: {grown}")


def _describe_match(sighting: Sighting, reason: MatchedBy | None, paper: Paper) -> str:
    """Another title, and why it is the same paper all the same; "" where the title says it."""
    if title_key(sighting.entry.title) == title_key(paper.title):
        return ""
    why = _REASONS.get(reason, "")
    return f" · seen as “{sighting.entry.title}”{why}"


def _describe_digest(digest: SeenDigest) -> str:
    """Where it stood, with the counts of all readings."""
    latest = digest.latest
    day = str(latest.issued_on or "day unknown")
    day = mark_issued(day, is_inferred=latest.issued_on_is_inferred)
    counts = [
        change_of(change.before, change.after, noun)
        for change, noun in ((digest.comments, "comment"), (digest.upvotes, "upvote"))
        if change is not None
    ]
    parts = [f"{latest.digest}, {day}, entry {latest.entry.position}", *counts]
    if digest.reading_count > 1:
        parts.append(_describe_readings(digest))
    return " · ".join(parts)


def _describe_readings(digest: SeenDigest) -> str:
    """How often it was read, and when first and last."""
    first_at, last_at = digest.first_read_at, digest.last_read_at
    read = f"read {times_of(digest.reading_count)}"
    if first_at.date() == last_at.date():
        return f"{read} {name_period(first_at, last_at, str, has_times=True)}"
    return f"{read}, {first_at.date()} to {last_at.date()}"


def _describe_growth(details: PaperDetails) -> str:
    """How the counts changed, from when they were first seen; "" where a digest's line says it."""
    return " · ".join(
        f"{change_of(change.before, change.after, noun)} "
        + name_period(change.since_at, change.until_at, str, has_times=change.has_times)
        for change, noun in details.list_growth(details.digests)
    )
