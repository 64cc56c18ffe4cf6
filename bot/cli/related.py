"""`paperboy related`: papers like one paper."""

import click

from bot.app import App
from bot.cli.json_forms import print_json, related_form
from bot.cli.options import json_option
from bot.cli.text_forms import describe_facts, describe_shared, print_wrapped
from bot.models import RelatedPapers
from bot.services.papers import find_paper
from bot.services.related import RELATED_LIMIT, find_related
from bot.text.counting import count_of

# Of a larger number most would not be alike at all.
_MOST_RELATED = 100


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="PAPER")
@click.option(
    "--limit", type=click.IntRange(1, _MOST_RELATED), default=RELATED_LIMIT, show_default=True
)
@json_option
@click.pass_obj
def related(app: App, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Find papers like one paper, each with what they share.

    PAPER is its number, its arXiv id or a link to it, or its title, misspelt if need be.
    """
    with app.library() as library:
        found = find_related(library, find_paper(library, " ".join(words)), limit=limit)
    if as_json:
        print_json(related_form(found))
    else:
        _print_related(found)


def _print_related(found: RelatedPapers) -> None:
    if found.asked is not None:
        click.echo(f"Papers like: {found.asked.title}  #{found.asked.paper_id}\n")
    for rank, each in enumerate(found.related, 1):
        title = click.style(each.paper.title, bold=True)
        click.echo(f"{rank:>3}. {title}  #{each.paper.paper_id}")
        click.secho(f"     {describe_facts(each.paper)}", dim=True)
        print_wrapped(describe_shared(each.shared), indent=5)
    if not found.related:
        click.echo(f"Nothing comes close; the index holds {count_of(found.paper_count, 'paper')}.")
