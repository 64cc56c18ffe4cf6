"""`paperboy fetch`: new digests from the Daily Papers API."""

from datetime import date
from typing import Final

import click

from bot.app import App
from bot.cli.json_forms import ingest_form, print_json
from bot.cli.options import FIRST_DAY, SINGLE_DAY, json_option
from bot.cli.upkeep import bring_up_to_date
from bot.clock import today_on
from bot.errors import PaperboyError, WorkFailed, WrongUse
from bot.models import FetchOutcome, IngestReport
from bot.parsing import parse_content
from bot.services.ingest import ingest_digest
from bot.text.counting import count_of

_FRIDAY: Final = 4


@click.command()
@click.option("--on", type=SINGLE_DAY, help="Only that day's list.")
@click.option("--since", type=FIRST_DAY, help="All lists since then that are not known yet.")
@click.option("--query", help="What the API's own search finds, instead of days.")
@json_option
@click.pass_obj
def fetch(app: App, on: date | None, since: date | None, query: str | None, as_json: bool) -> None:
    """Fetch new digests from Hugging Face.

    Without options: the lists since the newest one that is known, and those of the last week
    again, whose votes and comments have grown. Weekends have no lists.
    """
    if sum(option is not None for option in (on, since, query)) > 1:
        raise WrongUse("Only one of --on, --since and --query can be given.")
    if query is not None and not query.strip():
        raise WrongUse("There is nothing to search for: --query is empty.")
    reports: list[IngestReport] = []

    def tell(day: date, report: IngestReport | None, error: PaperboyError | None) -> None:
        if error is not None:
            click.echo(f"failed: {day}: {error}", err=True)
        elif report is not None:
            reports.append(report)
            _show(report, as_json=as_json)
        else:
            weekend = "; weekends have none" if day.weekday() > _FRIDAY else ""
            click.echo(f"{day}: an empty list{weekend}", err=True)

    outcome = FetchOutcome(0)
    if query is None:
        outcome = app.fetcher.fetch(tell, _tell_wait, on=on, since=since)
    else:
        reports.extend(_fetch_search(app, query))
        for report in reports:
            _show(report, as_json=as_json)
    with app.writer() as index:
        bring_up_to_date(app, index)
    _raise_if_failed(outcome)
    if not reports and not as_json:
        click.echo("Nothing new.")


def _fetch_search(app: App, query: str) -> list[IngestReport]:
    """Take in what was found; nothing, where nothing was."""
    content = app.fetcher.search(query, _tell_wait)
    today = today_on(app.clock)
    digest = parse_content(content, source=f"a search for “{query}”", today=today)
    if not (digest.entries or digest.skipped):
        return []
    with app.writer() as index:
        return [ingest_digest(index, digest, ingested_at=app.clock.now_at())]


def _raise_if_failed(outcome: FetchOutcome) -> None:
    if not outcome.failed_count:
        return
    failed = f"{count_of(outcome.failed_count, 'day')} could not be fetched"
    if outcome.left_count:
        failed += f", and {outcome.left_count:,} after that not asked for"
    raise WorkFailed(f"{failed}; run the same again to go on.")


def _tell_wait(reason: str) -> None:
    click.echo(f"waiting for {reason}", err=True)


def _show(report: IngestReport, *, as_json: bool) -> None:
    if as_json:
        print_json(ingest_form(report))
    else:
        click.echo(
            f"{report.source}: {count_of(report.added, 'new paper')}, {report.updated:,} updated, "
            f"{report.unchanged:,} unchanged"
        )
    for skipped in report.skipped:
        click.echo(
            f"skipped: {report.source}, item on line {skipped.line}: {skipped.reason}", err=True
        )
