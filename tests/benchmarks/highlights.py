"""How well highlights are chosen, and how fast: see `--help`.

Every morning's list in ../shared is received as an index would receive it, and five picks are made
for a channel that gets a post a day. They are held against what nobody knew that morning: the
upvotes that every paper had in the end. Told are, as means over the days,

- recall@5: how many of the five papers with most upvotes in the end (with those that equal the
  fifth) are among the picks;
- share: what share of all upvotes that the list's papers had in the end the picks had.

Nothing here passes or fails.
"""

import argparse
import csv
import gc
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.app import App
from bot.config import Settings
from bot.highlights.candidates import Candidate
from bot.highlights.signals import SIGNALS, ScoredCandidate, Signal
from bot.models import Digest, PostedPaper, PostMemory
from bot.parsing import parse_digest
from bot.services.candidates import load_news
from bot.services.derivation import embed_pending
from bot.services.highlights import make_wish, pick_new_highlights, select
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.ports import IndexWriter
from tests.benchmarks.corpus import LAST_DAY, generate_digests
from tests.benchmarks.measuring import figure_of_times
from tests.builders import make_digest
from tests.shared_files import SHARED

PICK_COUNT = 5
# How much the weight of a signal is stretched, to see whether the present one is a lucky one.
STRETCHES = (0.0, 0.5, 1.0, 1.5, 2.0)
INDEX_SIZE = 10_000
CANDIDATE_COUNT = 60
RUNS = 30
LATE_AT = datetime(2029, 1, 1, tzinfo=UTC)

Order = Callable[[Sequence[ScoredCandidate]], Sequence[Candidate]]


@dataclass(frozen=True, slots=True)
class Day:
    """A morning, and what came of it."""

    on: date
    scored: Sequence[ScoredCandidate]  # best first
    picked: Sequence[Candidate]
    in_the_end: Mapping[int, int]  # paper → upvotes
    given_way: Sequence[tuple[Candidate, Candidate]]  # and the better picks on their themes


def main() -> None:
    """Measure and print: the picks, what each signal brings, variety, then the speed."""
    options = _parse_options()
    app = App(Settings())
    days = list(live_through(app, options.digests, is_late=options.late))
    print_orders(days)
    print_ablations(days)
    print_cross_validation(days)
    if options.show:
        print_variety(days)
    print_speed(app)


def live_through(app: App, folder: Path, *, is_late: bool) -> Iterator[Day]:
    """Receive the days one after another, and pick on each."""
    finally_had = load_final_upvotes(folder / "upvotes_over_time.csv")
    embedder = app.open_embedder()
    memory = PostMemory()
    with closing(app.open_memory_index()) as index:
        library = app.open_memory_library(index)
        for path in sorted((folder / "daily_api").glob("*.json")):
            on = date.fromisoformat(path.stem)
            digest = parse_digest(path.read_text(encoding="utf-8"), source=path.name, today=on)
            ingest_digest(index, digest, ingested_at=LATE_AT if is_late else _read_at(digest, on))
            while embedder is not None and embed_pending(index, embedder):
                pass
            yield _pick_on(library, on, memory, finally_had)
            memory = _remember(library, on, memory)


def load_final_upvotes(path: Path) -> dict[str, int]:
    """The last known upvotes of every paper, by arXiv id."""
    with path.open(encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["observed_at"])
    return {row["arxiv_id"]: int(row["upvotes"]) for row in rows}


def print_orders(days: Sequence[Day]) -> None:
    """The picks beside baselines."""
    print(f"{len(days)} days, {sum(len(day.scored) for day in days):,} papers\n")
    print_header()
    print_row("newest first", [rate(day, take(day, _newest_first)) for day in days], days)
    print_row("most upvotes so far", [rate(day, take(day, _most_upvotes)) for day in days], days)
    print_row("score, no variety", [rate(day, take(day, _by_score)) for day in days], days)
    print_row("score and variety: the picks", [rate(day, day.picked) for day in days], days)
    print_row(
        "the best five: the bound", [rate(day, take(day, _hindsight(day))) for day in days], days
    )


def print_ablations(days: Sequence[Day]) -> None:
    """What is lost without each signal, and without variety where it changed anything."""
    changed = [day for day in days if day.given_way]
    print(f"\nvariety changed the picks of {len(changed)} days; there, with it and without:")
    print_row("with", [rate(day, day.picked) for day in changed], changed)
    print_row("without", [rate(day, take(day, _by_score)) for day in changed], changed)
    print("\nscore without")
    for signal in _list_telling(days):
        order = partial(_stretched, {signal.name: 0.0})
        print_row(f"  {signal.name}", [rate(day, take(day, order)) for day in days], days)


def print_cross_validation(days: Sequence[Day]) -> None:
    """Weights chosen by the other months, beside the present ones."""
    names = ("comments", "team", "recency")
    settings = [dict(zip(names, each, strict=True)) for each in product(STRETCHES, repeat=3)]
    rated = [
        [rate(day, take(day, partial(_stretched, setting))) for day in days] for setting in settings
    ]
    months = sorted({day.on.month for day in days})
    print(f"\nweights of {', '.join(names)} stretched by what is best in the other months")
    chosen: list[tuple[float, float]] = [(0.0, 0.0)] * len(days)
    for month in months:
        inside = [day.on.month == month for day in days]
        best = max(
            range(len(settings)),
            key=lambda each: fmean(
                sum(rates) for rates, is_in in zip(rated[each], inside, strict=True) if not is_in
            ),
        )
        print(f"  month {month}: {', '.join(f'{k} × {v}' for k, v in settings[best].items())}")
        chosen = [
            rated[best][place] if is_in else chosen[place] for place, is_in in enumerate(inside)
        ]
    print_row("  every month foretold", chosen, days)


def print_variety(days: Sequence[Day]) -> None:
    """Which papers gave way to which picks."""
    for day in days:
        for candidate, pick in day.given_way:
            print(f"\n{day.on}  {candidate.paper.title}\n     for  {pick.paper.title}")


def print_speed(app: App) -> None:
    """The processor time of choosing from 60 candidates in an index of 10,000 papers."""
    memory = PostMemory(last_digest_id=0)
    embedder = app.open_embedder()
    with closing(app.open_memory_index()) as index:
        for digest in generate_digests(INDEX_SIZE):
            ingest_digest(index, digest, ingested_at=datetime(2026, 9, 1, tzinfo=UTC))
        memory = PostMemory(last_digest_id=index.latest_digest_id())
        today = _add_candidates(index)
        while embedder is not None and embed_pending(index, embedder):
            pass
        library = app.open_memory_library(index)
        library.warm_up()
        print(f"\nprocessor time, {CANDIDATE_COUNT} candidates of {INDEX_SIZE:,} papers")
        for topic in (None, "language model"):
            call = partial(pick_new_highlights, library, today=today, memory=memory, topic=topic)
            picked = call()
            name = f"  {picked.candidate_count} candidates" + (f" on “{topic}”" if topic else "")
            print(figure_of_times(name, [_processor_seconds(call) for _ in range(RUNS)]))


def rate(day: Day, picks: Sequence[Candidate]) -> tuple[float, float]:
    """Recall@5 and share."""
    had = day.in_the_end
    wanted = min(PICK_COUNT, len(had))
    fifth = sorted(had.values(), reverse=True)[wanted - 1]
    upvotes = [had[pick.paper.paper_id] for pick in picks]
    return sum(each >= fifth for each in upvotes) / wanted, sum(upvotes) / max(1, sum(had.values()))


def take(day: Day, order: Order) -> Sequence[Candidate]:
    """The first five in that order."""
    return order(day.scored)[:PICK_COUNT]


def print_header() -> None:
    """What the columns of the rows are."""
    print(f"{'recall@5 / share':<34}{'all days':>18}{'by month':>18}")


def print_row(name: str, rates: Sequence[tuple[float, float]], days: Sequence[Day]) -> None:
    """The means of all days, then of each month."""
    by_month: dict[int, list[tuple[float, float]]] = {}
    for each, day in zip(rates, days, strict=True):
        by_month.setdefault(day.on.month, []).append(each)
    cells = [_say_means(rates), *(_say_means(by_month[month]) for month in sorted(by_month))]
    print(f"{name:<34}" + "".join(f"{cell:>18}" for cell in cells))


def _list_telling(days: Sequence[Day]) -> list[Signal]:
    """The signals that are not the same for all papers of every day."""
    telling = dict.fromkeys(
        signal.name
        for day in days
        for signal, values in zip(
            SIGNALS,
            zip(*([value for _, value, _ in each.parts] for each in day.scored), strict=True),
            strict=True,
        )
        if len(set(values)) > 1
    )
    return [signal for signal in SIGNALS if signal.name in telling]


def _say_means(rates: Sequence[tuple[float, float]]) -> str:
    if not rates:
        return "–"
    return f"{fmean(r for r, _ in rates):.4f} / {fmean(s for _, s in rates):.4f}"


def _pick_on(library: Library, on: date, memory: PostMemory, had: Mapping[str, int]) -> Day:
    pool = load_news(library, memory, today=on, votes=None)
    wish = make_wish(library, today=on, topic=None, memory=memory)
    selection = select(library, pool, wish, PICK_COUNT)
    by_id = {each.candidate.paper.paper_id: each.candidate for each in selection.scored}
    return Day(
        on,
        selection.scored,
        [each.candidate for each in selection.choice.picked],
        {
            paper_id: had.get(each.paper.arxiv_id or "", each.paper.upvotes or 0)
            for paper_id, each in by_id.items()
        },
        [(by_id[given], pick.candidate) for given, pick in selection.choice.rivals.items()],
    )


def _remember(library: Library, on: date, memory: PostMemory) -> PostMemory:
    """What a channel remembers of its post."""
    picked = pick_new_highlights(library, today=on, memory=memory, limit=PICK_COUNT)
    posted = tuple(
        PostedPaper(pick.paper.paper_id, on, pick.paper.upvotes, pick.paper.comment_count)
        for pick in picked.picks
    )
    return PostMemory((*memory.posted, *posted), picked.last_digest_id)


def _read_at(digest: Digest, on: date) -> datetime:
    """When the list was read: right after the last paper came onto it, as far as is known."""
    submitted = [entry.submitted_at for entry in digest.entries if entry.submitted_at]
    return max(submitted, default=datetime(on.year, on.month, on.day, 7, tzinfo=UTC))


def _by_score(scored: Sequence[ScoredCandidate]) -> Sequence[Candidate]:
    return [each.candidate for each in scored]


def _most_upvotes(scored: Sequence[ScoredCandidate]) -> Sequence[Candidate]:
    return sorted(_in_order_of_list(scored), key=lambda each: -(each.paper.upvotes or 0))


def _newest_first(scored: Sequence[ScoredCandidate]) -> Sequence[Candidate]:
    return sorted(
        _in_order_of_list(scored), key=lambda each: each.listing.hours if each.listing else 0.0
    )


def _in_order_of_list(scored: Sequence[ScoredCandidate]) -> list[Candidate]:
    return sorted((each.candidate for each in scored), key=lambda each: each.paper.paper_id)


def _hindsight(day: Day) -> Order:
    return lambda scored: sorted(
        _by_score(scored), key=lambda each: -day.in_the_end[each.paper.paper_id]
    )


def _stretched(
    factors: Mapping[str, float], scored: Sequence[ScoredCandidate]
) -> Sequence[Candidate]:
    """By the score with the parts of some signals stretched."""

    def score(each: ScoredCandidate) -> float:
        return sum(factors.get(signal.name, 1.0) * value for signal, value, _ in each.parts)

    ordered = sorted(scored, key=lambda each: (-score(each), each.candidate.paper.paper_id))
    return [each.candidate for each in ordered]


def _add_candidates(index: IndexWriter) -> date:
    """One more digest of 60 papers; returns its day."""
    [digest] = generate_digests(CANDIDATE_COUNT, seed=9, first_number=INDEX_SIZE, since=LAST_DAY)
    at = datetime.combine(LAST_DAY + timedelta(days=1), datetime.min.time(), UTC)
    ingest_digest(index, make_digest(*digest.entries, issued_on=LAST_DAY), ingested_at=at)
    return LAST_DAY


def _processor_seconds(call: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    call()
    return time.process_time() - started


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--digests",
        type=Path,
        default=SHARED / "digests",
        help="a folder with daily_api/YYYY-MM-DD.json and upvotes_over_time.csv",
    )
    parser.add_argument("--late", action="store_true", help="let all days arrive years later")
    parser.add_argument("--show", action="store_true", help="show which papers gave way to which")
    options = parser.parse_args()
    if not (options.digests / "daily_api").is_dir():
        parser.error(f"there are no digests in {options.digests}")
    return options


if __name__ == "__main__":
    main()
