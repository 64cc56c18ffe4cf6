"""How good the search is: see `--help`.

Measured are the test sets of ../shared/quality/search, as they are and with typing errors, and
titles of real papers with typing errors. Nothing here passes or fails.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.app import App
from bot.cli.digest_files import DigestFiles
from bot.cli.query_file import iter_queries, load_qrels
from bot.cli.upkeep import embed_papers
from bot.clock import today_on
from bot.config import Settings
from bot.errors import WrongUse
from bot.models import Leg, Paper, SearchRequest
from bot.services.evaluation import evaluate_search
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.papers import find_paper
from bot.services.search import search_papers
from tests.benchmarks.slips import misspell_share, misspell_words
from tests.shared_files import SHARED

SETS = SHARED / "quality" / "search"
DAYS = SHARED / "digests" / "daily_api"
SEED = 7
MISSPELT_SHARE = 0.3
TITLE_COUNT = 200
SLIP_COUNTS = (1, 2, 3)

Row = dict[str, str | int | float]


def main() -> None:
    """Measure and print the sets, then the titles."""
    options = _parse_options()
    app = App(Settings())
    rows: list[Row] = []
    for name in options.sets:
        with open_library(app, SETS / name / "docs.jsonl") as library:
            rows += [measure_set(library, SETS / name, leg) for leg in options.legs]
    print_table([*rows, *(mean_row(rows, leg) for leg in options.legs)])
    with open_library(app, DAYS) as library:
        titles = [
            measure_titles(library, slip_count, leg)
            for leg in options.legs
            for slip_count in SLIP_COUNTS
        ]
    print_table(titles)
    if options.json:
        lines = [json.dumps(row) for row in rows + titles]
        options.json.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure_set(library: Library, folder: Path, leg: Leg) -> Row:
    """The quality on one test set, and what typing errors cost."""
    qrels = load_qrels(folder / "qrels.tsv")
    queries = [(str(name), text) for name, text in iter_queries(folder / "queries.jsonl")]
    rng = random.Random(SEED)
    misspelt = [(name, misspell_share(text, MISSPELT_SHARE, rng)) for name, text in queries]
    clean = evaluate_search(library, queries, qrels, leg=leg)
    damaged = evaluate_search(library, misspelt, qrels, leg=leg)
    return {
        "set": folder.name,
        "leg": leg.value,
        "queries": clean.query_count,
        "nDCG@10": clean.ndcg_at_10,
        "recall@100": clean.recall_at_100,
        "MRR": clean.mrr,
        "MRR@10": clean.mrr_at_10,
        "nDCG@10 misspelt": damaged.ndcg_at_10,
        "recall@100 misspelt": damaged.recall_at_100,
        "loss of nDCG %": 100 * (1 - damaged.ndcg_at_10 / clean.ndcg_at_10),
    }


def mean_row(rows: list[Row], leg: Leg) -> Row:
    """The means over the sets, each set counting the same."""
    of_leg = [row for row in rows if row["leg"] == leg]
    means = {name: fmean(float(row[name]) for row in of_leg) for name in list(rows[0])[3:]}
    return {
        "set": "mean",
        "leg": leg.value,
        "queries": sum(int(row["queries"]) for row in of_leg),
        **means,
    }


def measure_titles(library: Library, slip_count: int, leg: Leg) -> Row:
    """How often a paper comes first when its title is typed with so many slips."""
    rng = random.Random(SEED)
    papers = rng.sample(list(library.index.iter_papers()), TITLE_COUNT)
    typed = [(misspell_words(paper.title, slip_count, rng), paper) for paper in papers]
    return {
        "titles": "real papers",
        "leg": leg.value,
        "slips": slip_count,
        "first by search %": _percent_found(partial(_find_first_hit, library, leg), typed),
        "by find_paper %": _percent_found(partial(find_paper, library), typed),
    }


def print_table(rows: list[Row]) -> None:
    """The rows under the names of their values."""
    widths = {name: max(len(name), 14) for name in rows[0]}
    print("\n" + "  ".join(name.rjust(width) for name, width in widths.items()))
    for row in rows:
        print("  ".join(_say(row[name]).rjust(width) for name, width in widths.items()))


def _percent_found(find: Callable[[str], Paper | None], typed: list[tuple[str, Paper]]) -> float:
    return 100 * fmean(_find_or_none(find, text) == paper for text, paper in typed)


def _find_or_none(find: Callable[[str], Paper | None], text: str) -> Paper | None:
    try:
        return find(text)
    except WrongUse:  # not found, or no query
        return None


def _find_first_hit(library: Library, leg: Leg, text: str) -> Paper | None:
    hits = search_papers(library, SearchRequest(query=text, limit=1), leg=leg).hits
    return hits[0].paper if hits else None


@contextmanager
def open_library(app: App, documents: Path) -> Iterator[Library]:
    digests = DigestFiles([str(documents)], today_on(app.clock))
    with closing(app.open_memory_index()) as index:
        for digest in digests:
            ingest_digest(index, digest, ingested_at=app.clock.now_at())
        digests.raise_if_refused()
        embed_papers(app, index)
        yield app.open_memory_library(index)


def _say(value: str | float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    sets = sorted(folder.name for folder in SETS.glob("*/"))
    parser.add_argument("--sets", nargs="+", choices=sets, default=sets, help="the test sets")
    parser.add_argument(
        "--legs",
        nargs="+",
        type=Leg,
        choices=list(Leg),
        default=[Leg.FUSED],
        help="what the search goes by",
    )
    parser.add_argument("--json", type=Path, help="write every row to this file, one a line")
    if not sets:
        parser.error("the test sets (../shared) are not on this machine")
    return parser.parse_args()


if __name__ == "__main__":
    main()
