"""`paperboy summarise`: what the indexed papers say about a topic."""

import click

from bot.app import App
from bot.cli.json_forms import print_json, summarise_form
from bot.cli.options import json_option
from bot.cli.text_forms import describe_coverage, print_wrapped
from bot.models import QuotedSentence, Summary
from bot.services.summaries import summarise_topic
from bot.text.counting import count_of


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="TOPIC")
@json_option
@click.pass_obj
def summarise(app: App, words: tuple[str, ...], as_json: bool) -> None:
    """Quote what papers say about a topic.

    The most telling sentences of the best papers, by theme, each with its source.
    """
    with app.library() as library:
        summary = summarise_topic(library, " ".join(words))
    if as_json:
        print_json(summarise_form(summary))
    else:
        _print_summary(summary)


def _print_summary(summary: Summary) -> None:
    topic = summary.corrected_topic or summary.topic
    coverage = describe_coverage(summary.coverage)
    if not summary.themes:
        click.echo(f"The index holds nothing on “{topic}”. {coverage}")
        for near in summary.near_titles:
            click.echo(f"  near: {near.title}  #{near.paper_id}")
        return
    least = "" if summary.found_is_all else "at least "
    drawn_on = count_of(summary.paper_count, "paper")
    click.secho(f"{topic}: {drawn_on} of {least}{summary.found_count:,} on it", bold=True)
    for theme in summary.themes:
        click.secho(f"\n{theme.heading}", bold=True)
        for sentence in theme.sentences:
            print_wrapped(f"“{sentence.text}” [#{sentence.paper_id}]", indent=2)
    values: dict[QuotedSentence, list[str]] = {}
    for number in summary.numbers:
        values.setdefault(number.sentence, []).append(number.value)
    if values:
        click.secho("\nReported numbers", bold=True)
    for sentence, reported in values.items():
        print_wrapped(f"{', '.join(reported)}: “{sentence.text}” [#{sentence.paper_id}]", indent=2)
    titles = {s.paper_id: s.title for theme in summary.themes for s in theme.sentences}
    titles |= {n.sentence.paper_id: n.sentence.title for n in summary.numbers}
    click.echo()
    for paper_id, title in sorted(titles.items()):
        print_wrapped(f"#{paper_id} {title}", dim=True)
    click.secho(coverage, dim=True)
