"""`paperboy evaluate`: how good the search is on a test set."""

from collections.abc import Mapping
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
from bot.cli.upkeep import embed_papers
from bot.clock import today_on
from bot.models import Leg
from bot.searching.evaluation import Quality
from bot.services.evaluation import evaluate_search
from bot.services.ingest import ingest_digest

_FIGURES = {
    "nDCG@10": "ndcg_at_10",
    "recall@100": "recall_at_100",
    "MRR": "mrr",
    "MRR@10": "mrr_at_10",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@json_option
@click.pass_obj
def evaluate(app: App, folder: Path, as_json: bool) -> None:
    """Measure the search on a test set: by words, by meaning, and by both together.

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
        embed_papers(app, index)
        library = app.open_memory_library(index)
        qualities = {
            leg: evaluate_search(library, track(queries, f"Searching ({leg})"), qrels, leg=leg)
            for leg in (Leg if library.meaning else (Leg.FUSED,))
        }
    if as_json:
        print_json(_quality_form(folder.name, qualities))
    else:
        _print_qualities(folder.name, qualities)


def _quality_form(name: str, qualities: Mapping[Leg, Quality]) -> dict[str, object]:
    """The quality of the search as it is; beside it, that of its legs."""
    legs = {leg.value: asdict(quality) for leg, quality in qualities.items()}
    for figures in legs.values():
        del figures["query_count"]
    return {"set": name, **asdict(qualities[Leg.FUSED]), "legs": legs}


def _print_qualities(name: str, qualities: Mapping[Leg, Quality]) -> None:
    click.secho(f"{name}, {qualities[Leg.FUSED].query_count:,} queries", bold=True)
    click.echo(" " * 12 + "".join(f"{leg.value:>9}" for leg in qualities))
    for label, figure in _FIGURES.items():
        values = (getattr(quality, figure) for quality in qualities.values())
        click.echo(f"{label:<12}" + "".join(f"{value:9.3f}" for value in values))
