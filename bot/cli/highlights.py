"""`paperboy highlights`: the picks of a day."""

from datetime import date

import click

from bot.app import App
from bot.cli.json_forms import highlights_form, print_json
from bot.cli.options import SINGLE_DAY, json_option
from bot.cli.text_forms import (
    EMPTY_INDEX,
    describe_facts,
    describe_issue_day,
    describe_new,
    print_wrapped,
)
from bot.clock import today_on
from bot.models import Highlight, Highlights
from bot.services.highlights import pick_highlights
from bot.text.counting import count_of
from bot.text.inferred_days import mark_issued
from bot.text.openings import capitalise


@click.command()
@click.option("--on", type=SINGLE_DAY, help="The day; by default the latest that has digests.")
@click.option("--topic", help="What each paper must fit, written as a search; all words count.")
@click.option("--limit", type=click.IntRange(min=1), help="How many picks at most.")
@json_option
@click.pass_obj
def highlights(
    app: App, *, on: date | None, topic: str | None, limit: int | None, as_json: bool
) -> None:
    """Pick a day's papers, each with the reason."""
    with app.library() as library:
        picked = pick_highlights(
            library,
            today=today_on(app.clock),
            on=on,
            topic=topic,
            limit=limit or app.settings.highlights.pick_count,
        )
    if as_json:
        print_json(highlights_form(picked))
    else:
        _print_highlights(picked)


def _print_highlights(picked: Highlights) -> None:
    if not picked.candidate_count:
        _print_why_none(picked)
        return
    candidates = describe_new(picked.candidate_count, picked.new_count)
    day = mark_issued(f"{picked.on:%A, %d %B %Y}", is_inferred=picked.on_is_inferred)
    click.secho(f"{day}: {candidates}, {len(picked.picks)} picked", bold=True)
    for pick in picked.picks:
        click.echo(f"\n{pick.paper.title}  #{pick.paper.paper_id}")
        click.secho(f"  {describe_facts(pick.paper)}", dim=True)
        print_wrapped(capitalise(pick.paper.tldr), indent=2)
        click.echo(f"  why: {'; '.join(pick.reasons)}")
        click.secho(f"  score {pick.score:.3f}: {_describe_parts(pick)}", dim=True)


def _describe_parts(pick: Highlight) -> str:
    """What each signal adds to the score, the most first."""
    parts = sorted((part for part in pick.parts if part.value), key=lambda part: -part.value)
    return ", ".join(
        f"{part.name} {part.value:.3f}{'' if part.is_known else ' (unknown: the median)'}"
        for part in parts
    )


def _print_why_none(picked: Highlights) -> None:
    topic = picked.corrected_topic or picked.topic
    about = f" on “{topic}”" if topic else ""
    on = describe_issue_day(picked.on, is_inferred=picked.on_is_inferred)
    latest = describe_issue_day(picked.latest_on, is_inferred=picked.latest_on_is_inferred)
    if not picked.coverage.paper_count:
        click.echo(EMPTY_INDEX)
    elif picked.latest_on == picked.on:
        seen = count_of(picked.seen_count, "paper")
        click.echo(f"None of the {seen} in digests of {on} is{about}.")
    elif picked.latest_on:
        click.echo(f"There is no digest of {on}; the latest before is of {latest}.")
    else:
        click.echo(f"There is no digest of {on}, nor of any day before.")
