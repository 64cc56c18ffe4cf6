"""`paperboy search`: find papers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from bot.app import App
from bot.cli.json_forms import print_json, search_form
from bot.cli.options import FIRST_DAY, LAST_DAY, QueryCommand, join_words, json_option
from bot.cli.progress import track
from bot.cli.query_file import QueryId, iter_queries
from bot.cli.text_forms import describe_coverage, describe_facts, mark, print_wrapped
from bot.errors import EmptyQuery, MalformedQuery, WrongUse
from bot.models import SearchRequest, SearchResults, SortOrder
from bot.services.coverage import get_coverage
from bot.services.library import Library
from bot.services.search import search_papers
from bot.text.counting import count_of

# What the database can count to is far more than any paper has.
_COUNT = click.IntRange(min=0, max=999_999_999)

# More than any index will hold, and less than what a database can count to.
_MOST_HITS = 10**9


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="QUERY")
@click.option(
    "--sort", type=click.Choice([order.value for order in SortOrder]), default="relevance"
)
@click.option("--since", type=FIRST_DAY, help="Published then or later: a day, a month or a year.")
@click.option("--until", type=LAST_DAY, help="Published then or earlier.")
@click.option("--organization", help="Of this organisation: its name or Hugging Face name.")
@click.option("--min-comments", type=_COUNT, help="With so many comments or more.")
@click.option("--min-upvotes", type=_COUNT, help="With so many upvotes or more.")
@click.option("--has-code", is_flag=True, help="With a link to code.")
@click.option("--as-typed", is_flag=True, help="Correct no word.")
@click.option("--limit", type=click.IntRange(1, _MOST_HITS), default=10, show_default=True)
@click.option(
    "--offset", type=click.IntRange(0, _MOST_HITS), default=0, help="Leave out so many hits."
)
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
    min_upvotes: int | None,
    has_code: bool,
    as_typed: bool,
    limit: int,
    offset: int,
    queries_path: Path | None,
    as_json: bool,
) -> None:
    """Find papers by the words of QUERY, best first.

    QUERY also takes "a phrase", -word, org:nvidia, since:2025-06, until:2025-12-31, comments:>=3,
    upvotes:>=10, has:code and sort:newest; keep it together with single quotes. What the query
    says itself counts more than an option. Without words, the papers that fit come newest first.
    """
    asked = SearchRequest(
        query=join_words(words),
        sort=SortOrder(sort),
        since=since,
        until=until,
        organization=organization,
        min_comments=min_comments,
        min_upvotes=min_upvotes,
        has_code=has_code,
        is_literal=as_typed,
        limit=limit,
        offset=offset,
    )
    if (words and queries_path) or not (words or asked.has_filters or queries_path):
        raise WrongUse("Give either a query or --queries FILE: paperboy search kv cache")
    with app.library() as library:
        if queries_path is not None:
            for query_id, text in track(list(iter_queries(queries_path)), "Searching"):
                results = _search_any(library, replace(asked, query=text), query_id)
                print_json(search_form(results, query_id))
            return
        results = search_papers(library, asked)
        if as_json:
            print_json(search_form(results))
        else:
            _print_results(library, results)


def _search_any(library: Library, request: SearchRequest, query_id: QueryId) -> SearchResults:
    """The results; none for a query that cannot be asked, since the others still want theirs."""
    try:
        return search_papers(library, request)
    except (EmptyQuery, MalformedQuery) as error:
        click.echo(f"query {query_id}: {error}", err=True)
        return SearchResults(request, request, request, total=0, hits=())


def _print_results(library: Library, results: SearchResults) -> None:
    if results.corrected_query and results.hits:
        click.echo(f"Showing results for: {results.corrected_query}")
        click.secho(f"Search instead for {results.understood.wording}: --as-typed\n", dim=True)
    for hit in results.hits:
        click.echo(f"{hit.rank:>3}. {mark(hit.title)}  #{hit.paper.paper_id}")
        click.secho(f"     {describe_facts(hit.paper)}", dim=True)
        print_wrapped(hit.snippet.text, indent=5)
    coverage = describe_coverage(get_coverage(library))
    wanted = _describe_wanted(results.searched)
    if results.total:
        total = count_of(results.total - results.by_meaning_count, "paper")
        close = (
            f", {results.by_meaning_count:,} close in meaning" if results.by_meaning_count else ""
        )
        click.secho(f"\n{total} {wanted}{close}; the index holds {coverage}", dim=True)
    else:
        click.echo(f"Nothing found {wanted}. {coverage}")
        for near in results.near_titles:
            click.echo(f"  near: {near.title}  #{near.paper_id}")


def _describe_wanted(request: SearchRequest) -> str:
    """What the hits have in common, as the query was understood."""
    limits = {
        "by": request.organization,
        "since": request.since,
        "until": request.until,
        "with comments from": request.min_comments,
        "with upvotes from": request.min_upvotes,
    }
    said = [
        *(["with any of these words"] if request.query else []),
        *(f'with "{phrase}"' for phrase in request.phrases),
        *(f'without "{text}"' for text in request.excluded),
        *(f"{name} {limit}" for name, limit in limits.items() if limit is not None),
        *(["with code"] if request.has_code else []),
    ]
    return ", ".join(said)
