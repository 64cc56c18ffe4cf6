"""`paperboy status`: what the index holds."""

from collections import Counter

import click

from bot.app import App
from bot.cli.json_forms import coverage_form, print_json
from bot.cli.options import json_option
from bot.cli.text_forms import describe_coverage
from bot.services.coverage import get_coverage, list_digests
from bot.text.counting import count_of


@click.command()
@json_option
@click.pass_obj
def status(app: App, as_json: bool) -> None:
    """Show what the index holds, and what not."""
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
            }
        )
        return
    click.echo(f"index: {app.settings.index_path}")
    click.echo(describe_coverage(coverage))
    if not digests:
        click.echo("Fill it with: paperboy ingest PATH")
        return
    click.echo(f"without arXiv id: {coverage.without_arxiv_id_count:,}")
    click.echo(f"without author count: {coverage.without_author_count:,}")
    click.echo(f"latest digest: {coverage.last_issued_on or 'day unknown'}")
    for form, count in formats.most_common():
        click.echo(f"{form}: {count_of(count, 'digest')}")
    click.echo(f"{count_of(entries, 'entry', 'entries')} read, {skipped:,} skipped")
