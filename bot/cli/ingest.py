"""`paperboy ingest`: take digests into the index."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.app import App
from bot.cli.digest_files import DigestFiles
from bot.cli.json_forms import ingest_form, print_json
from bot.cli.options import SINGLE_DAY, json_option
from bot.cli.upkeep import bring_up_to_date
from bot.clock import today_on
from bot.errors import PaperboyError, WrongUse
from bot.models import Digest, IngestReport
from bot.services.ingest import ingest_digests, load_given_days
from bot.text.counting import count_of

if TYPE_CHECKING:
    from bot.watching import FileReading

# So many entries are stored at once; where the process is killed, those are read again.
_GROUP_ENTRY_COUNT: Final = 400


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--issued-on", type=SINGLE_DAY, help="The day of the digests, where they do not say.")
@click.option("--watch", is_flag=True, help="Go on with what is dropped into PATH, a folder.")
@json_option
@click.pass_obj
def ingest(
    app: App, paths: tuple[str, ...], issued_on: date | None, watch: bool, as_json: bool
) -> None:
    """Read digests into the index.

    A PATH is a file, an archive, a folder, or - for standard input. Saved pages, answers of the
    Daily Papers API, its mails, feeds, tables and Markdown lists are known, whatever their files
    are called; a digest that was read before changes nothing. The day that --issued-on tells
    stays with a digest until another one is told, whatever it says itself.

    With --watch, the files of one folder are read as they come, and moved to done/ or refused/
    below it, until you press Ctrl-C.
    """
    if watch:
        _watch(app, paths, issued_on, as_json=as_json)
        return
    reports: list[IngestReport] = []
    with app.writer() as index:
        files = DigestFiles(paths, today_on(app.clock), issued_on, load_given_days(index))
        for group in _group(files):
            for report in ingest_digests(index, group, ingested_at=app.clock.now_at()):
                reports.append(report)
                _show(report, as_json=as_json)
        if reports and not as_json:
            click.echo(_sum_up(reports))
        bring_up_to_date(app, index)
    files.raise_if_refused()


def _group(digests: Iterable[Digest]) -> Iterator[list[Digest]]:
    """Digests that are stored together, because each by itself would cost more."""
    group: list[Digest] = []
    size = 0
    for digest in digests:
        group.append(digest)
        size += max(1, len(digest.entries))  # an archive of empty lists is no single group
        if size >= _GROUP_ENTRY_COUNT:
            yield group
            group, size = [], 0
    if group:
        yield group


def _watch(app: App, paths: tuple[str, ...], issued_on: date | None, *, as_json: bool) -> None:
    folder = Path(paths[0])
    if len(paths) > 1 or not folder.is_dir() or issued_on is not None:
        raise WrongUse("--watch takes one folder, and no --issued-on.")

    def tell(reading: "FileReading") -> None:
        for report in reading.reports:
            _show(report, as_json=as_json)
        for unread in reading.unread:
            click.echo(f"refused: {unread.name}: {unread.reason}", err=True)
        if reading.reports and not as_json:
            click.echo(f"{reading.name}: {_sum_up([*reading.reports])}")

    told = set()

    def rest() -> None:
        try:
            with app.writer() as index:
                bring_up_to_date(app, index)
        except PaperboyError as error:
            if str(error) not in told:
                click.echo(f"paperboy: {error}", err=True)
            told.add(str(error))

    click.echo(f"Watching {folder}; Ctrl-C ends it.", err=True)
    app.watcher(folder).watch(tell, rest)


def _show(report: IngestReport, *, as_json: bool) -> None:
    if as_json:
        print_json(ingest_form(report))
    for skipped in report.skipped:
        click.echo(f"skipped: {report.source}, line {skipped.line}: {skipped.reason}", err=True)


def _sum_up(reports: list[IngestReport]) -> str:
    added = sum(report.added for report in reports)
    updated = sum(report.updated for report in reports)
    unchanged = sum(report.unchanged for report in reports)
    skipped = sum(len(report.skipped) for report in reports)
    return (
        f"{count_of(len(reports), 'digest')} read: {count_of(added, 'new paper')}, "
        f"{updated:,} updated, {unchanged:,} unchanged, {skipped:,} skipped."
    )
