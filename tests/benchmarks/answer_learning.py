"""Learns what speaks for evidence: prints what stands in `bot/summarising/evidence_weights.py`.

Sentences are learnt from claims whose evidence experts marked (a softmax over the sentences of an
abstract, folds by claim), papers from questions whose papers are known, as they are and with these
papers left out (a logistic regression over the best candidates). Only questions of odd number are
learnt from; `tests/benchmarks/answers.py` reports on the others. Brief questions are made from the
keywords of real papers.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np
import numpy.typing as npt

from bot.app import App
from bot.cli.query_file import iter_queries, load_qrels
from bot.config import Settings
from bot.models import Paper
from bot.services.answers import NO_CONTEXT
from bot.services.asking import understand
from bot.services.evidence import gather_evidence, weigh_terms
from bot.services.library import Library
from bot.summarising.evidence import rate_sentences
from bot.summarising.evidence_weights import BRIEF_TERM_LIMIT
from bot.summarising.questions import telling_parts
from bot.text.sentences import split_sentences
from bot.text.words import fold_word_parts, stem
from tests.benchmarks.quality import open_library
from tests.shared_files import SHARED

SETS = SHARED / "quality" / "search"
RATIONALE = SHARED / "quality" / "answers" / "scifact_rationale.jsonl"
DAYS = SHARED / "digests" / "daily_api"
SET_NAMES = ("tldr_known_dev", "scifact", "sqa_multi_dev")
FOLD_COUNT = 10
SEED = 3
BRIEF_COUNT = 400  # questions of each kind
COMMON_COUNT = 25  # what more papers have is not taken away from all of them
COMMON_WORD_COUNT = 600  # what stands in more sentences says little
WORD_COUNTS = (2, 2, 3, 4)  # words in a question of such
WORD_FRAMES = (
    "does {} help {}?", "how can {} be used for {}?", "which papers use {} for {}?",
    "how do {} and {} relate?", "why do {} need {}?",
)  # fmt: skip
KEYWORD_FRAMES = (
    "what is {}?", "how does {} work?", "which papers use {}?", "is there work on {}",
    "how well does {} do?", "what does the paper say about {}?",
)  # fmt: skip

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with an abstract, and the sentences in it that experts marked."""

    claim_id: str
    features: Floats  # a row for each sentence
    marked: frozenset[int]


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and its candidates."""

    question_id: str
    term_count: int
    is_removed: bool  # the papers that answer were left out
    answers: tuple[bool, ...]  # for each candidate whether it is one of them
    features: Floats  # a row for each candidate
    evidence: float  # of the best, with the weights as they are


def main() -> None:
    """Learn everything and print it."""
    sentence_weights, paper_weights, brief_weights = [], [], []
    for model in ("none", "static"):
        app = App(Settings.model_validate({"search": {"embedding_model": model}}))
        with open_library(app, SETS / "scifact" / "docs.jsonl") as library:
            claims = load_claims(library)
        hit, recall = cross_validate(claims)
        print(f"{model}: sentences, cross-validated: hit@1 {hit:.3f}, recall@3 {recall:.3f}")
        sentence_weights.append(fit_sentences(claims))
        cases = list(iter_brief_cases(app))
        for name in SET_NAMES:
            with open_library(app, SETS / name / "docs.jsonl") as library:
                cases += iter_cases(library, SETS / name)
        brief = [case for case in cases if case.term_count <= BRIEF_TERM_LIMIT]
        paper_weights.append(
            fit_papers([case for case in cases if case.term_count > BRIEF_TERM_LIMIT])
        )
        brief_weights.append(fit_papers(brief))
    print_weights("SENTENCE_WEIGHTS", sentence_weights)
    print_weights("PAPER_WEIGHTS", paper_weights)
    print_weights("BRIEF_PAPER_WEIGHTS", brief_weights)


def load_claims(library: Library) -> list[Claim]:
    """The claims with evidence; rarity of words is that in the library."""
    claims: list[Claim] = []
    for line in RATIONALE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        marked: dict[str, set[int]] = {}
        for evidence in row["evidence"]:
            marked.setdefault(evidence["doc"], set()).update(evidence["sents"])
        for document, places in marked.items():
            sentences = row["abstracts"][document]
            asked = understand(library, row["claim"], NO_CONTEXT)
            sought = weigh_terms(library, asked.question.subject)
            meaning = library.meaning
            near = meaning.compare_sentences(sought.wording, sentences) if meaning else None
            fits = rate_sentences(sought, sentences, near)
            features = np.array([fit.features for fit in fits])
            claims.append(Claim(row["id"], features, frozenset(places)))
    return claims


def rank_claim(claim: Claim, weights: Sequence[float]) -> tuple[bool, float]:
    """Whether the best sentence is evidence, and how much of it the best three are."""
    order = np.argsort(-(claim.features @ np.array(weights)), kind="stable").tolist()
    return order[0] in claim.marked, len(claim.marked.intersection(order[:3])) / len(claim.marked)


def cross_validate(claims: Sequence[Claim], seed_count: int = 5) -> tuple[float, float]:
    """Hit@1 and recall@3 with weights learnt on other claims; the mean of several partitions."""
    ranked: list[tuple[bool, float]] = []
    for seed in range(seed_count):
        ids = sorted({claim.claim_id for claim in claims})
        random.Random(seed).shuffle(ids)
        fold_of = {claim_id: place % FOLD_COUNT for place, claim_id in enumerate(ids)}
        for fold in range(FOLD_COUNT):
            weights = fit_sentences([c for c in claims if fold_of[c.claim_id] != fold])
            ranked += [rank_claim(c, weights) for c in claims if fold_of[c.claim_id] == fold]
    return fmean(hit for hit, _ in ranked), fmean(recall for _, recall in ranked)


def fit_sentences(claims: Sequence[Claim], penalty: float = 0.1) -> list[float]:
    """A softmax over each abstract's sentences, by gradient descent."""
    stacked = np.concatenate([claim.features for claim in claims])
    spread = stacked.std(axis=0) + 1e-9
    size = max(len(claim.features) for claim in claims)
    rows = np.zeros((len(claims), size, stacked.shape[1]))
    real, target = np.zeros((2, len(claims), size))
    for place, claim in enumerate(claims):
        count = len(claim.features)
        rows[place, :count] = claim.features / spread
        real[place, :count] = 1
        known = [each for each in claim.marked if each < count]
        target[place, known] = 1 / max(1, len(known))
    weights = np.zeros(stacked.shape[1])
    for _ in range(400):
        scores = np.where(real > 0, rows @ weights, -1e9)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = np.einsum("cs,csf->f", chances - target, rows) / len(claims)
        weights -= 0.4 * (penalty * weights + slope)
    return [round(float(each), 3) for each in weights / spread]


def iter_cases(library: Library, folder: Path) -> Iterator[Case]:
    """Every second question of a test set, with its papers and without."""
    qrels = load_qrels(folder / "qrels.tsv")
    paper_ids = {paper.external_id: paper.paper_id for paper in library.index.iter_papers()}
    for place, (question_id, text) in enumerate(iter_queries(folder / "queries.jsonl")):
        if place % 2 == 1:
            continue
        graded = qrels[str(question_id)].items()
        relevant = {paper_ids[each] for each, grade in graded if grade > 0 and each in paper_ids}
        yield from iter_both(library, str(question_id), text, relevant)


def iter_both(library: Library, question_id: str, text: str, relevant: set[int]) -> Iterator[Case]:
    """The question over all papers, and without those that answer."""
    asked = understand(library, text, NO_CONTEXT)
    for without in ((), relevant):
        found = gather_evidence(library, asked.request, without=without)
        if found:
            term_count = len(weigh_terms(library, asked.request.ranked_by).weights)
            yield Case(
                question_id,
                term_count,
                bool(without),
                tuple(each.paper.paper_id in relevant for each in found),
                np.array([each.features for each in found]),
                found[0].evidence,
            )


def iter_brief_cases(app: App) -> Iterator[Case]:
    """Questions of few words about real papers."""
    with open_library(app, DAYS) as library:
        papers = list(library.index.iter_papers())
        rng = random.Random(SEED)
        for question, relevant in [*ask_keywords(papers, rng), *ask_words(papers, rng)]:
            if 0 < len(relevant) <= COMMON_COUNT:
                yield from iter_both(library, question, question, relevant)


def ask_keywords(papers: Sequence[Paper], rng: random.Random) -> Iterator[tuple[str, set[int]]]:
    """About keywords; the papers that have all words of it side by side answer."""
    texts = {paper.paper_id: as_stems(f"{paper.title} . {paper.abstract}") for paper in papers}
    chosen: dict[str, None] = {}
    for paper in rng.sample(papers, len(papers)):
        for keyword in rng.sample(paper.keywords, min(2, len(paper.keywords))):
            if as_stems(keyword) in texts[paper.paper_id]:
                chosen[keyword] = None
    for keyword in list(chosen)[:BRIEF_COUNT]:
        phrase = as_stems(keyword)
        relevant = {paper_id for paper_id, text in texts.items() if phrase in text}
        yield rng.choice(KEYWORD_FRAMES).format(keyword), relevant


def ask_words(papers: Sequence[Paper], rng: random.Random) -> Iterator[tuple[str, set[int]]]:
    """About words of one sentence; the papers with a sentence that has all of them answer."""
    sentences = [
        (paper.paper_id, as_stems(sentence), sentence)
        for paper in papers
        for sentence in split_sentences(paper.abstract)
    ]
    in_how_many = Counter(word for _, text, _ in sentences for word in set(text.split()))
    for _, _, sentence in rng.sample(sentences, 2 * BRIEF_COUNT):
        words = [word for word in dict.fromkeys(telling_parts(sentence))
                 if word.isalpha() and 1 < in_how_many[stem(word)] < COMMON_WORD_COUNT]  # fmt: skip
        count = rng.choice(WORD_COUNTS)
        if len(words) > count:
            chosen = [words[place] for place in sorted(rng.sample(range(len(words)), count))]
            sought = {f" {stem(word)} " for word in chosen}
            relevant = {p for p, text, _ in sentences if all(each in text for each in sought)}
            yield rng.choice(WORD_FRAMES).format(chosen[0], " for the ".join(chosen[1:])), relevant


def fit_papers(cases: Sequence[Case], penalty: float = 3.0) -> list[float]:
    """A logistic regression over candidates, by Newton's method; the bias comes first."""
    rows = np.concatenate([case.features for case in cases])
    target = np.array([each for case in cases for each in case.answers], float)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.c_[np.ones(len(rows)), (rows - mean) / spread]
    shrink = np.eye(scaled.shape[1]) * penalty
    shrink[0, 0] = 0.0
    weights = np.zeros(scaled.shape[1])
    for _ in range(40):
        chances = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (chances - target) + shrink @ weights
        curvature = (scaled * (chances * (1 - chances))[:, np.newaxis]).T @ scaled + shrink
        weights -= np.linalg.solve(curvature, slope)
    plain = weights[1:] / spread
    bias = weights[0] - plain @ mean
    return [round(float(each), 3) for each in (bias, *plain)]


def print_weights(name: str, rows: Sequence[Sequence[float]]) -> None:
    """As it stands in the module of weights."""
    print(f"{name}: Final = (")
    for row in rows:
        print(f"    ({', '.join(map(str, row))}),")
    print(")")


def as_stems(text: str) -> str:
    """The stems of a text, for looking for whole ones."""
    return f" {' '.join(map(stem, fold_word_parts(text)))} "


if __name__ == "__main__":
    main()
