"""`paperboy recap`: a week, as a recap on Discord tells it."""

from datetime import date
from pathlib import Path

import click

from bot.app import App
from bot.cli.json_forms import print_json, recap_form
from bot.cli.options import SINGLE_DAY, json_option
from bot.cli.text_forms import (
    EMPTY_INDEX,
    describe_facts,
    describe_issue_day,
    describe_new,
    print_wrapped,
)
from bot.clock import today_on
from bot.models import Recap
from bot.services.recap import recap_week
from bot.text.counting import count_of
from bot.text.openings import capitalise


@click.command()
@click.option(
    "--until", type=SINGLE_DAY, help="The week's last day; by default today, on Mondays yesterday."
)
@click.option("--topic", help="What the papers must be about, as in a search.")
@click.option("--limit", type=click.IntRange(min=1), help="How many papers at most.")
@click.option(
    "--picture",
    "picture_path",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    help="Write the picture, a PNG, to this file.",
)
@json_option
@click.pass_obj
def recap(
    app: App,
    *,
    until: date | None,
    topic: str | None,
    limit: int | None,
    picture_path: Path | None,
    as_json: bool,
) -> None:
    """Tell a week: its most discussed papers, its themes and its days."""
    with app.library() as library:
        told = recap_week(
            library,
            today=today_on(app.clock),
            until=until,
            topic=topic,
            limit=limit or app.settings.highlights.pick_count,
        )
    if as_json:
        print_json(recap_form(told))
    else:
        _print_recap(told)
    if picture_path is not None:
        _write_picture(app, told, picture_path)


def _print_recap(told: Recap) -> None:
    topic = told.corrected_topic or told.topic
    about = f" on “{topic}”" if topic else ""
    if not told.coverage.paper_count:
        click.echo(EMPTY_INDEX)
        return
    click.secho(f"{told.first_on:%d %B} to {told.last_on:%d %B %Y}{about}", bold=True)
    click.echo(_say_counts(told))
    if not told.papers and told.latest_on:
        latest = describe_issue_day(told.latest_on, is_inferred=told.latest_on_is_inferred)
        click.echo(f"The latest before is of {latest}: add --until {told.latest_on}")
    for each in told.papers:
        click.echo(f"\n{each.paper.title}  #{each.paper.paper_id}")
        click.secho(f"  {describe_facts(each.paper)}", dim=True)
        print_wrapped(capitalise(each.paper.tldr), indent=2)
        click.echo(f"  why: {', '.join(each.reasons)}")
    if told.themes:
        click.echo()
    for theme in told.themes:
        papers = count_of(len(theme.paper_ids), "paper")
        click.echo(f"{theme.share:4.0%}  {theme.name} ({papers})")


def _say_counts(told: Recap) -> str:
    if not told.digest_count:
        return "No digest of that week is indexed."
    papers = describe_new(told.paper_count, told.new_count)
    days = count_of(told.digest_day_count, "day")
    upvotes, comments = told.upvotes_gained, told.comments_gained
    parts = [
        f"{papers}, in {count_of(told.digest_count, 'digest')} of {days}",
        f"{count_of(upvotes, 'upvote')} and {count_of(comments, 'comment')} came in",
    ]
    if told.without_counts_count:
        parts.append(f"{told.without_counts_count:,} without counts")
    if told.undated_count:
        parts.append(f"{told.undated_count:,} without a date")
    if told.inferred_day_count:
        parts.append(f"{count_of(told.inferred_day_count, 'day')} inferred")
    if told.older_count:
        parts.append(f"{count_of(told.older_count, 'older paper')} of saved searches left out")
    return "; ".join(parts)


def _write_picture(app: App, told: Recap, path: Path) -> None:
    picture = app.studio.require_recap(told)
    if picture is None:
        click.echo("There is nothing to draw: no digest of that week has papers.", err=True)
        return
    path.write_bytes(picture.content)
    click.echo(f"Wrote {path}", err=True)
