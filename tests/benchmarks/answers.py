"""How good the answers are: see `--help`.

Measured are: whether the sentence that experts marked comes first in its abstract; whether the
right paper is cited, and whether a question is declined whose papers are left out; whether every
sentence stands where it is said to stand; how long an answer takes. What is learnt
(`answer_learning.py`) is learnt from every second question only; reported are the others. Nothing
here passes or fails.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.app import App
from bot.cli.query_file import iter_queries, load_qrels
from bot.cli.upkeep import bring_up_to_date
from bot.config import Settings
from bot.models import Paper
from bot.services.answers import NO_CONTEXT, answer_question
from bot.services.asking import understand
from bot.services.evidence import gather_evidence
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.summarising.evidence_weights import ANSWERED_FROM, SENTENCE_WEIGHTS
from bot.summarising.questions import telling_parts
from bot.summarising.quoting import choose_sentences
from bot.text.sentences import split_sentences
from tests.benchmarks.answer_learning import (
    SET_NAMES,
    SETS,
    cross_validate,
    load_claims,
    rank_claim,
)
from tests.benchmarks.corpus import generate_digests, generate_questions
from tests.benchmarks.measuring import figure_of_times, peak_mib, resident_mib
from tests.benchmarks.quality import open_library
from tests.shared_files import SHARED

THRESHOLDS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
CITED_COUNT = 3  # among so many sentences the right paper is to be cited
SPEED_PAPERS = 10_000
SPEED_QUESTIONS = 300
SEED = 5
KINDS = (
    "who works on video generation?",
    "reinforcement learning versus supervised fine-tuning",
    "which papers use diffusion for robots in 2025?",
    "which models do not use attention?",
    "how much faster is speculative decoding than plain decoding?",
    "what is quantizaton of languge modells?",
    "reward " * 300,
)


@dataclass(frozen=True, slots=True)
class Trial:
    """A question whose papers are known."""

    is_learnt_from: bool
    evidence: float  # over all papers
    is_right: bool  # one of its papers is cited among the first sentences
    evidence_without: float  # with its papers left out


def main() -> None:
    """Measure what was asked for."""
    options = _parse_options()
    app = App(Settings.model_validate({"search": {"embedding_model": options.model}}))
    if "sentences" in options.parts:
        measure_sentences(app)
    if "declining" in options.parts:
        for name in options.sets:
            measure_declining(app, name)
    if "verbatim" in options.parts:
        for name in ("search_pages", "daily_api"):
            measure_verbatim(app, SHARED / "digests" / name, options.share)
    if "speed" in options.parts:
        measure_speed(options.model)


def measure_sentences(app: App) -> None:
    """Whether evidence is found within the right abstract."""
    with open_library(app, SETS / "scifact" / "docs.jsonl") as library:
        claims = load_claims(library)
    hit, recall = cross_validate(claims)
    weights = SENTENCE_WEIGHTS[claims[0].features.shape[1] == len(SENTENCE_WEIGHTS[1])]
    ranked = [rank_claim(claim, weights) for claim in claims]
    print(f"\nevidence within its abstract, {len(claims)} claims with their abstracts")
    print(f"{'':24}hit@1   recall@3   (aims .57, .69)")
    print(f"{'cross-validated':24}{hit:.3f}   {recall:.3f}")
    print(f"{'as it is':24}{fmean(h for h, _ in ranked):.3f}   {fmean(r for _, r in ranked):.3f}")


def measure_declining(app: App, name: str) -> None:
    """The curve between answering and declining, on one test set."""
    with open_library(app, SETS / name / "docs.jsonl") as library:
        trials, questions = run_trials(library, SETS / name)
        kept_back = [each for each, trial in zip(questions, trials, strict=True)
                     if not trial.is_learnt_from]  # fmt: skip
        checked = [answer_question(library, text, without=()) for text, _ in kept_back]
        declined = [answer_question(library, text, without=ids) for text, ids in kept_back]
    print(f"\n{name}: shares of the questions (right: its paper within three sentences)")
    print(f"{'threshold':>10} | {'learnt from':^30} | {'not learnt from':^30}")
    print(f"{'':>10} | {'answered':>9} {'right':>8} {'without':>11} | "
          f"{'answered':>9} {'right':>8} {'without':>11}")  # fmt: skip
    for threshold in sorted({*THRESHOLDS, ANSWERED_FROM}):
        parts = [
            _count(half, threshold)
            for half in ([t for t in trials if t.is_learnt_from],
                         [t for t in trials if not t.is_learnt_from])
        ]  # fmt: skip
        chosen = "  ← the one in use" if threshold == ANSWERED_FROM else ""
        print(f"{threshold:>10.2f} | {' | '.join(parts)}{chosen}")
    print(f"as answered: {fmean(a.is_answered for a in checked):.3f} with their papers, "
          f"{fmean(a.is_answered for a in declined):.3f} without")  # fmt: skip


def run_trials(library: Library, folder: Path) -> tuple[list[Trial], list[tuple[str, set[int]]]]:
    """Ask every question over all papers, and without those that answer it."""
    qrels = load_qrels(folder / "qrels.tsv")
    paper_ids = {paper.external_id: paper.paper_id for paper in library.index.iter_papers()}
    trials, questions = [], []
    for place, (question_id, text) in enumerate(iter_queries(folder / "queries.jsonl")):
        graded = qrels[str(question_id)].items()
        relevant = {paper_ids[each] for each, grade in graded if grade > 0 and each in paper_ids}
        asked = understand(library, text, NO_CONTEXT)
        found = gather_evidence(library, asked.request)
        rest = gather_evidence(library, asked.request, without=relevant)
        cited = [each.paper_id for each in choose_sentences(asked.question, found)[:CITED_COUNT]]
        trials.append(
            Trial(
                is_learnt_from=place % 2 == 0,
                evidence=found[0].evidence if found else 0.0,
                is_right=not relevant.isdisjoint(cited),
                evidence_without=rest[0].evidence if rest else 0.0,
            )
        )
        questions.append((text, relevant))
    return trials, questions


def measure_verbatim(app: App, folder: Path, share: float) -> None:
    """Ask about every paper; each sentence must stand where it is said to stand."""
    with open_library(app, folder) as library:
        papers = {paper.paper_id: paper for paper in library.index.iter_papers()}
        rng = random.Random(SEED)
        asked = [paper for paper in papers.values() if rng.random() < share]
        answered = sentence_count = 0
        exceptions: list[str] = []
        for paper in asked:
            for question in make_questions(paper, rng):
                answer = answer_question(library, question)
                answered += answer.is_answered
                for quote in answer.sentences:
                    sentence_count += 1
                    source = papers[quote.paper_id]
                    if split_sentences(source.abstract)[quote.sentence_index] != quote.text:
                        exceptions.append(quote.text)
    print(f"\nverbatim, {folder.name}: {2 * len(asked):,} questions about {len(asked):,} papers, "
          f"{answered:,} answered with {sentence_count:,} sentences; "
          f"{len(exceptions)} exceptions")  # fmt: skip


def make_questions(paper: Paper, rng: random.Random) -> tuple[str, str]:
    """Two questions about a paper: of its title, and of a sentence of its abstract."""
    frames = ("what is {}?", "how fast is {}?", "which papers are on {}?", "who works on {}?", "{}")
    sentences = split_sentences(paper.abstract) or (paper.title,)
    words = telling_parts(rng.choice(sentences))[: rng.randint(2, 8)]
    return f"what does the paper say about {paper.title}?", rng.choice(frames).format(
        " ".join(words) or paper.title
    )


def measure_speed(model: str) -> None:
    """How long answers take with many papers, and what the process holds."""
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: what making the index takes is not what answering takes.
        filling = get_context("spawn").Process(target=fill, args=(folder, model))
        filling.start()
        filling.join()
        answering = get_context("spawn").Process(target=time_answers, args=(folder, model))
        answering.start()
        answering.join()


def fill(folder: str, model: str) -> None:
    """Make an index of many papers."""
    app = _open_app(folder, model)
    with app.writer() as index:
        for digest in generate_digests(SPEED_PAPERS):
            ingest_digest(index, digest, ingested_at=app.clock.now_at())
        bring_up_to_date(app, index)


def time_answers(folder: str, model: str) -> None:
    """Ask many questions, one after the other."""
    questions = [*generate_questions(SPEED_QUESTIONS), *KINDS]
    with _open_app(folder, model).library() as library:
        library.warm_up()
        seconds: list[tuple[float, str]] = []
        busy: list[float] = []
        for question in questions:
            started, began = time.perf_counter(), time.process_time()
            answer_question(library, question)
            seconds.append((time.perf_counter() - started, question))
            busy.append(time.process_time() - began)
        print(f"\n{SPEED_PAPERS:,} papers indexed; the slowest: {max(seconds)[1][:80]}")
        print(figure_of_times("an answer", [each for each, _ in seconds]))
        print(figure_of_times("of it, processor time", busy))
        print(f"memory: {resident_mib():.0f} MiB now, {peak_mib():.0f} at most")


def _open_app(folder: str, model: str) -> App:
    return App(Settings.model_validate({"home": folder, "search": {"embedding_model": model}}))


def _count(trials: Sequence[Trial], threshold: float) -> str:
    answered = fmean(trial.evidence >= threshold for trial in trials)
    right = fmean(trial.evidence >= threshold and trial.is_right for trial in trials)
    wrong = fmean(trial.evidence_without >= threshold for trial in trials)
    return f"{answered:>9.3f} {right:>8.3f} {wrong:>11.3f}"


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ["sentences", "declining", "verbatim", "speed"]
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts)
    parser.add_argument("--sets", nargs="+", choices=SET_NAMES, default=SET_NAMES)
    parser.add_argument("--model", default="static", help="as search.embedding_model")
    parser.add_argument("--share", type=float, default=1.0, help="of the papers asked about")
    if not SETS.is_dir():
        parser.error("the test sets (../shared) are not on this machine")
    return parser.parse_args()


if __name__ == "__main__":
    main()
