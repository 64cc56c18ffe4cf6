"""`paperboy status`: what the index holds."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Final

import click

from bot.app import App
from bot.cli.json_forms import (
    coverage_form,
    fetch_form,
    health_form,
    print_json,
    terms_form,
    vectors_form,
)
from bot.cli.options import json_option
from bot.cli.text_forms import describe_coverage, describe_issue_day
from bot.errors import IndexUnusable
from bot.models import (
    DayHealth,
    DigestHealth,
    FetchState,
    FormHealth,
    LayoutShift,
    TermsState,
    VectorsState,
    short_model_name,
)
from bot.services.coverage import get_terms_state, get_vectors_state
from bot.services.digest_health import load_digest_health
from bot.services.fetching import find_next_fetch, load_fetch_state
from bot.services.ports import IndexReader
from bot.text.counting import count_of

# More days, or reasons, would push what matters off the screen; --json has all.
_DAYS_SHOWN_COUNT: Final = 7
_REASONS_SHOWN_COUNT: Final = 10


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
        health = load_digest_health(index)
    next_at = find_next_fetch(fetching, app.settings.fetch.times, now_at=app.clock.now_at())
    if as_json:
        print_json(
            {
                "index": str(app.settings.index_path),
                **coverage_form(health.coverage),
                **health_form(health),
                "search_index": terms_form(terms),
                "vectors": vectors_form(vectors),
                "fetch": fetch_form(fetching, next_at),
            }
        )
        return
    click.echo(f"index: {app.settings.index_path}")
    click.echo(describe_coverage(health.coverage))
    if not health.forms:
        click.echo("Fill it with: paperboy fetch, or paperboy ingest PATH")
        click.echo(_describe_fetching(fetching, next_at, app))
        return
    click.echo(_describe_terms(terms))
    click.echo(_describe_vectors(vectors))
    for line in _iter_health_lines(health):
        click.echo(line)
    click.echo(_describe_fetching(fetching, next_at, app))


def _iter_health_lines(health: DigestHealth) -> Iterator[str]:
    """What is not known, what came in form by form and day by day, and what was skipped."""
    coverage = health.coverage
    yield f"without date: {coverage.undated_count:,}"
    yield f"without arXiv id: {coverage.without_arxiv_id_count:,}"
    yield f"without author count: {coverage.without_author_count:,}"
    latest = describe_issue_day(
        coverage.last_issued_on, is_inferred=coverage.last_issued_on_is_inferred
    )
    yield f"latest digest: {latest}"
    yield from map(_describe_form, health.forms)
    yield from map(_describe_day, health.days[:_DAYS_SHOWN_COUNT])
    if len(health.days) > _DAYS_SHOWN_COUNT:
        yield f"and {count_of(len(health.days) - _DAYS_SHOWN_COUNT, 'earlier day')}"
    entries = count_of(health.entry_count, "entry", "entries")
    yield f"{entries} read, {health.skipped_count:,} skipped"
    for group in health.skipped[:_REASONS_SHOWN_COUNT]:
        yield f"  {group.count:,} skipped: {group.reason}"
    yield from map(_describe_shift, health.shifts)


def _describe_form(form: FormHealth) -> str:
    parts = [count_of(form.digest_count, "digest")]
    if form.first_on is not None and form.last_on is not None:
        first = describe_issue_day(form.first_on, is_inferred=form.first_on_is_inferred)
        last = describe_issue_day(form.last_on, is_inferred=form.last_on_is_inferred)
        parts.append(last if first == last else f"{first} to {last}")
    if form.reading_count > form.digest_count:
        parts.append(f"read {form.reading_count:,} times")
    parts.append(count_of(form.entry_count, "entry", "entries"))
    if form.skipped_count:
        parts.append(f"{form.skipped_count:,} skipped")
    return f"{form.format}: {', '.join(parts)}"


def _describe_day(day: DayHealth) -> str:
    counts = ", ".join(f"{count:,} {form}" for form, count in day.digest_counts)
    return f"{describe_issue_day(day.on, is_inferred=day.is_inferred)}: {counts}"


def _describe_shift(shift: LayoutShift) -> str:
    since = describe_issue_day(shift.since_on, is_inferred=shift.since_on_is_inferred)
    return (
        f"{shift.format} may have a new layout: of {count_of(shift.digest_count, 'digest')} since "
        f"{since} {shift.latest_ratio:.0%} of the cards were not read, "
        f"{shift.earlier_ratio:.0%} before"
    )


def _describe_fetching(state: FetchState, next_at: datetime | None, app: App) -> str:
    last = "never" if state.last_at is None else f"last {state.last_at:%Y-%m-%d %H:%M} UTC"
    if state.last_at is None and state.day_count:
        last = "broken off"
    if state.last_at is not None or state.day_count:
        days = count_of(state.day_count, "day")
        last += f", {days} known, the newest {state.last_day or 'none'}"
    if state.fault:
        last += f"; it failed: {state.fault.rstrip('.')}"
    if next_at is None:
        return f"fetch: {last}; no next by itself"
    if next_at <= app.clock.now_at():
        return f"fetch: {last}; next as soon as `paperboy serve` runs"
    return f"fetch: {last}; next {next_at:%Y-%m-%d %H:%M} UTC, while `paperboy serve` runs"


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
