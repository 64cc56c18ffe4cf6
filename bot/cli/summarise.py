"""`paperboy summarise`: what the indexed papers say about a topic, or people in a discussion."""

from pathlib import Path

import click

from bot.app import App
from bot.cli.discussion import check_choice, discussion_option, print_discussion
from bot.cli.json_forms import print_json, summarise_form
from bot.cli.options import json_option
from bot.cli.text_forms import describe_coverage, print_wrapped
from bot.exporting.overview_document import (
    KIND_NAMES,
    list_quoted,
    say_found,
    say_unknown_days,
    shown_topic,
    write_overview,
)
from bot.models import NumberKind, ReportedNumber, Summary, Theme
from bot.services.summaries import summarise_topic
from bot.text.counting import count_of

_BAR_CHARS = 30


@click.command()
@click.argument("words", nargs=-1, metavar="[TOPIC]")
@discussion_option
@click.option(
    "--markdown",
    "markdown_path",
    type=click.Path(path_type=Path, dir_okay=False, writable=True, allow_dash=True),
    help="Write the whole as a Markdown document to this file; - prints it.",
)
@json_option
@click.pass_obj
def summarise(
    app: App,
    *,
    words: tuple[str, ...],
    discussion_path: Path | None,
    markdown_path: Path | None,
    as_json: bool,
) -> None:
    """Quote what papers say about a topic, or people in a discussion.

    By theme: a problem, an approach and a result, each with its source; then the reported
    numbers side by side, and when the papers were published. The topic is read as a search is:
    "phrases", -words, org:nvidia, since:2026-03.

    Of a discussion the points made, open questions, decisions, and the papers that it mentions.
    """
    check_choice(words, discussion_path)
    with app.library() as library:
        if discussion_path is not None:
            print_discussion(library, discussion_path, as_json=as_json)
            return
        summary = summarise_topic(library, " ".join(words))
    if as_json:
        print_json(summarise_form(summary))
    elif markdown_path is None:
        _print_summary(summary)
    if markdown_path is not None:
        _write_document(summary, markdown_path)


def _write_document(summary: Summary, path: Path) -> None:
    document = write_overview(summary)
    if str(path) == "-":
        click.echo(document, nl=False)
        return
    path.write_text(document, encoding="utf-8")
    click.echo(f"Wrote {path}", err=True)


def _print_summary(summary: Summary) -> None:
    topic = shown_topic(summary)
    coverage = describe_coverage(summary.coverage)
    if not summary.papers:
        click.echo(f"The index holds nothing on “{topic}”. {coverage}")
        for near in summary.near_titles:
            click.echo(f"  near: {near.title}  #{near.paper_id}")
        return
    found = say_found(summary)
    asked = "" if summary.corrected_topic is None else f" (asked: {summary.topic})"
    click.secho(f"{topic}{asked}: {found[0].lower()}{found[1:]}", bold=True)
    for theme in summary.themes:
        _print_theme(theme)
    _print_numbers(summary)
    _print_timeline(summary)
    titles = {sentence.paper_id: sentence.title for sentence in list_quoted(summary)}
    titles = titles or {paper.paper_id: paper.title for paper in summary.papers}
    click.secho("\nSources", bold=True)
    for paper_id, title in sorted(titles.items()):
        print_wrapped(f"#{paper_id} {title}", indent=2, dim=True)
    click.secho(f"\n{coverage}", dim=True)


def _print_theme(theme: Theme) -> None:
    click.secho(f"\n{theme.heading} ({count_of(len(theme.paper_ids), 'paper')})", bold=True)
    for sentence in theme.sentences:
        print_wrapped(f"“{sentence.text}” [#{sentence.paper_id}]", indent=2)


def _print_numbers(summary: Summary) -> None:
    if summary.numbers:
        click.secho("\nReported numbers", bold=True)
    for kind in NumberKind:
        numbers = [number for number in summary.numbers if number.kind is kind]
        if numbers:
            click.secho(f"  {KIND_NAMES[kind]}", dim=True)
        for number in numbers:
            print_wrapped(f"{_describe_number(number)} [#{number.sentence.paper_id}]", indent=4)


def _describe_number(number: ReportedNumber) -> str:
    """The figure with what it measures; where that is unknown, with its sentence."""
    said = click.style(number.shown, bold=True)
    if not (number.measures or number.baseline):
        return f"{said}: “{number.sentence.text}”"
    if number.measures:
        said += f": {number.measures}"
    return f"{said}, against {number.baseline}" if number.baseline else said


def _print_timeline(summary: Summary) -> None:
    unknown = say_unknown_days(summary)
    if summary.timeline or unknown:
        click.secho("\nWhen they were published", bold=True)
    most = max((each.count for each in summary.timeline), default=1)
    for each in summary.timeline:
        bar = "█" * max(1, _BAR_CHARS * each.count // most)
        inferred = f", {each.inferred_count:,} inferred" if each.inferred_count else ""
        click.echo(f"  {each.month}  {bar} {each.count:,}{inferred}")
    if unknown:
        click.echo(f"  {unknown}")
