"""`paperboy status`: what the index holds."""

from collections import Counter
from contextlib import closing

import click

from bot.app import App
from bot.cli.json_forms import coverage_form, fetch_form, print_json, terms_form, vectors_form
from bot.cli.options import json_option
from bot.cli.text_forms import describe_coverage
from bot.errors import IndexUnusable
from bot.models import FetchState, TermsState, VectorsState, short_model_name
from bot.services.coverage import (
    get_coverage,
    get_terms_state,
    get_vectors_state,
    list_digests,
)
from bot.services.fetching import load_fetch_state, next_time
from bot.services.ports import IndexReader
from bot.text.counting import count_of


@click.command()
@json_option
@click.pass_obj
def status(app: App, as_json: bool) -> None:
    """Show what the index holds, and what not."""
    # Before a library is opened, which would begin to mend.
    with closing(app.open_reader()) as index:
        terms = _find_terms_state(app, index)
        vectors = get_vectors_state(index, next(iter(app.embedder_choices), None))
        fetching = load_fetch_state(index)
    with app.library() as library:
        coverage = get_coverage(library)
        digests = list_digests(library)
    formats = Counter(digest.format for digest in digests)
    entries = sum(digest.entry_count for digest in digests)
    skipped = sum(digest.skipped_count for digest in digests)
    if as_json:
        print_json(
            {
                "index": str(app.settings.index_path),
                **coverage_form(coverage),
                "digests_by_format": dict(formats),
                "entries": entries,
                "skipped": skipped,
                "search_index": terms_form(terms),
                "vectors": vectors_form(vectors),
                "fetch": fetch_form(fetching),
            }
        )
        return
    click.echo(f"index: {app.settings.index_path}")
    click.echo(describe_coverage(coverage))
    if not digests:
        click.echo("Fill it with: paperboy fetch, or paperboy ingest PATH")
        return
    click.echo(_describe_terms(terms))
    click.echo(_describe_vectors(vectors))
    click.echo(f"without arXiv id: {coverage.without_arxiv_id_count:,}")
    click.echo(f"without author count: {coverage.without_author_count:,}")
    click.echo(f"latest digest: {coverage.last_issued_on or 'day unknown'}")
    for form, count in formats.most_common():
        click.echo(f"{form}: {count_of(count, 'digest')}")
    click.echo(f"{count_of(entries, 'entry', 'entries')} read, {skipped:,} skipped")
    click.echo(_describe_fetching(fetching, app))


def _describe_fetching(state: FetchState, app: App) -> str:
    if state.last_at is None:
        last = "never"
    else:
        days = f"{count_of(state.day_count, 'day')} known, the newest {state.last_day or 'none'}"
        last = f"last {state.last_at:%Y-%m-%d %H:%M} UTC, {days}"
        last += f"; it failed: {state.fault}" if state.fault else ""
    times = app.settings.fetch.times
    after = app.clock.now_at()
    following = f"next {next_time(times, after=after):%Y-%m-%d %H:%M} UTC" if times else "no next"
    return f"fetch: {last}; {following}, while `paperboy serve` runs"


def _find_terms_state(app: App, index: IndexReader) -> TermsState:
    """The search index as it is; one that cannot be read counts as none."""
    try:
        terms = app.find_terms()
    except IndexUnusable:
        return get_terms_state(index, None)
    try:
        return get_terms_state(index, terms)
    finally:
        if terms is not None:
            terms.close()


def _describe_terms(state: TermsState) -> str:
    if state.engine is None:
        return "search index: none yet; the next search makes it"
    if state.behind_count:
        return f"search index: {state.engine}, {count_of(state.behind_count, 'paper')} behind"
    return f"search index: {state.engine}, up to date"


def _describe_vectors(state: VectorsState) -> str:
    if state.fault:
        return f"vectors: the embedding model cannot be used. {state.fault}"
    if state.model is None and not state.pending_count:
        return "vectors: none, words alone decide"
    name = short_model_name(state.model) if state.model else "none yet"
    pending = f", {state.pending_count:,} pending" if state.pending_count else ""
    return f"vectors: {name}, {count_of(state.paper_count, 'paper')}{pending}"
