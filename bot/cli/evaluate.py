"""`paperboy evaluate`: how good the search is on a test set."""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import click

from bot.app import App
from bot.cli.digest_files import DigestFiles
from bot.cli.json_forms import print_json
from bot.cli.options import json_option
from bot.cli.progress import track
from bot.cli.query_file import iter_queries, load_qrels
from bot.clock import today_on
from bot.searching.evaluation import Quality
from bot.services.evaluation import evaluate_search
from bot.services.ingest import ingest_digest


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@json_option
@click.pass_obj
def evaluate(app: App, folder: Path, as_json: bool) -> None:
    """Measure the search on a test set.

    The index is not touched. FOLDER holds docs.jsonl ({"id", "title", "text"}), queries.jsonl
    ({"id", "text"}) and qrels.tsv (query, document, grade).
    """
    qrels = load_qrels(folder / "qrels.tsv")
    queries = [(str(name), text) for name, text in iter_queries(folder / "queries.jsonl")]
    documents = DigestFiles([str(folder / "docs.jsonl")], today_on(app.clock))
    with closing(app.open_memory_index()) as index:
        for digest in documents:
            ingest_digest(index, digest, ingested_at=app.clock.now_at())
        documents.raise_if_refused()
        quality = evaluate_search(
            app.open_memory_library(index), track(queries, "Searching"), qrels
        )
    if as_json:
        print_json({"set": folder.name, **asdict(quality)})
    else:
        _print_quality(folder.name, quality)


def _print_quality(name: str, quality: Quality) -> None:
    click.secho(f"{name}, {quality.query_count:,} queries", bold=True)
    click.echo(f"nDCG@10     {quality.ndcg_at_10:.3f}")
    click.echo(f"recall@100  {quality.recall_at_100:.3f}")
    click.echo(f"MRR         {quality.mrr:.3f}")
    click.echo(f"MRR@10      {quality.mrr_at_10:.3f}")
