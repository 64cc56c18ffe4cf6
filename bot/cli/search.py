"""`paperboy search`: find papers."""

from datetime import date
from pathlib import Path

import click

from bot.app import App
from bot.cli.json_forms import print_json, search_form
from bot.cli.options import FIRST_DAY, LAST_DAY, json_option
from bot.cli.progress import track
from bot.cli.query_file import iter_queries
from bot.cli.text_forms import describe_coverage, describe_facts, mark, print_wrapped
from bot.errors import EmptyQuery, WrongUse
from bot.models import SearchRequest, SearchResults, SortOrder
from bot.services.coverage import get_coverage
from bot.services.library import Library
from bot.services.search import search_papers
from bot.text.counting import count_of


@click.command()
@click.argument("words", nargs=-1, metavar="QUERY")
@click.option(
    "--sort", type=click.Choice([order.value for order in SortOrder]), default="relevance"
)
@click.option("--since", type=FIRST_DAY, help="Published then or later: a day, a month or a year.")
@click.option("--until", type=LAST_DAY, help="Published then or earlier.")
@click.option("--organization", help="Of this organisation: its name or Hugging Face name.")
@click.option("--min-comments", type=click.IntRange(min=0), help="With so many comments or more.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True)
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many hits.")
@click.option(
    "--queries",
    "queries_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True),
    help='Many queries: JSON Lines of {"id", "text"}; answers come as JSON in the same order.',
)
@json_option
@click.pass_obj
def search(  # noqa: PLR0913 - one parameter an option
    app: App,
    *,
    words: tuple[str, ...],
    sort: str,
    since: date | None,
    until: date | None,
    organization: str | None,
    min_comments: int | None,
    limit: int,
    offset: int,
    queries_path: Path | None,
    as_json: bool,
) -> None:
    """Find papers by their words, best first."""
    if bool(words) == (queries_path is not None):
        raise WrongUse("Give either a query or --queries FILE: paperboy search kv cache")

    def request_for(query: str) -> SearchRequest:
        return SearchRequest(
            query=query,
            sort=SortOrder(sort),
            since=since,
            until=until,
            organization=organization,
            min_comments=min_comments,
            limit=limit,
            offset=offset,
        )

    with app.library() as library:
        if queries_path is not None:
            for query_id, text in track(list(iter_queries(queries_path)), "Searching"):
                print_json(search_form(_search_any(library, request_for(text)), query_id))
            return
        results = search_papers(library, request_for(" ".join(words)))
        if as_json:
            print_json(search_form(results))
        else:
            _print_results(library, results)


def _search_any(library: Library, request: SearchRequest) -> SearchResults:
    """The results; none for a query without words, since the others still want theirs."""
    try:
        return search_papers(library, request)
    except EmptyQuery:
        return SearchResults(request=request, corrected_query=None, total=0, hits=())


def _print_results(library: Library, results: SearchResults) -> None:
    if results.corrected_query:
        click.echo(f"Showing results for: {results.corrected_query}\n")
    for hit in results.hits:
        click.echo(f"{hit.rank:>3}. {mark(hit.title)}  #{hit.paper.paper_id}")
        click.secho(f"     {describe_facts(hit.paper)}", dim=True)
        print_wrapped(hit.snippet.text, indent=5)
    coverage = describe_coverage(get_coverage(library))
    if results.total:
        total = count_of(results.total, "paper")
        click.secho(f"\n{total} with any of these words; the index holds {coverage}", dim=True)
    else:
        click.echo(f"Nothing found. {coverage}")
        for near in results.near_titles:
            click.echo(f"  near: {near.title}  #{near.paper_id}")
