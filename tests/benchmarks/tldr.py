"""How good tldrs are, and learning what they are chosen by: see `--help`.

Measured is ROUGE against sentences that authors and reviewers wrote about their papers: with
stemming, and of several references the best for each measure. Beside it stands how many of the
tldr's words the title, which is always shown too, does not have. Nothing here passes or fails.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.summarising.tldr import care_for_readers, choose_tldr, list_sentences
from bot.summarising.tldr_features import NAMES, Candidate, list_candidates
from bot.text.words import fold_word_parts
from tests.shared_files import SHARED

SETS = SHARED / "quality" / "tldr"
WEIGHTS = ROOT / "bot" / "summarising" / "tldr_weights.py"
MEASURES: Final = ("rouge1", "rouge2", "rougeL")
# What is learnt to be expected of a candidate: a mean of the measures, in hundredths.
TARGET: Final = np.array([50.0, 25.0, 25.0])
# How much large weights cost. Features cost less than cue words: each is in many sentences.
PENALTY: Final = 20.0
FEATURE_PENALTY: Final = 0.2
# Cue words stand in so many abstracts, and hardly in titles: there stands what a paper is about.
FEWEST_BEGINNINGS: Final = 20
FEWEST_ABSTRACTS: Final = 100
MOST_IN_TITLES: Final = 0.05
FOLDS: Final = 5
LINE_CHARS: Final = 96
MODULE: Final = '''"""What the features and cue words of a tldr are worth, in hundredths of ROUGE.

Written by `tests/benchmarks/tldr.py --learn`. Candidates of one abstract are compared, so only
differences count: a cue word that is not listed is worth nothing, more or less.
"""

from typing import Final


def _read(table: str) -> dict[str, float]:
    """Read names and weights by turns; in a name an underscore stands for a space."""
    cells = iter(table.split())
    pairs = zip(cells, cells, strict=True)
    return {{name.replace("_", " "): float(weight) for name, weight in pairs}}


# What a feature at 1 adds; `bot.summarising.tldr_features` says what each is.
FEATURES: Final = _read("""
{features}
""")

# The first word of the whole sentence, lead phrases included.
OPENINGS: Final = _read("""
{openings}
""")

# What "we" do, or "this paper" does, where that is first said.
VERBS: Final = _read("""
{verbs}
""")

# Words anywhere in what would be shown.
WORDS: Final = _read("""
{words}
""")
'''

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Cue = tuple[str, str]  # its table, and the word
Choose = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Example:
    """A paper with the sentences that people wrote about it."""

    title: str
    abstract: str
    references: Sequence[str]


def main() -> None:
    """Learn if asked to, else measure."""
    options = _parse_options()
    if options.learn:
        learn(load_examples(SETS / "train.jsonl"))
    else:
        measure(load_examples(SETS / f"{options.set}.jsonl"))


def load_examples(path: Path) -> list[Example]:
    """A test set: its abstracts come as lists of sentences."""
    with path.open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    return [Example(each["title"], " ".join(each["source"]), each["targets"]) for each in read]


def measure(examples: Sequence[Example]) -> None:
    """Print what simple rules reach, and what ours does."""
    systems: dict[str, Choose] = {
        "first sentence": lambda _, abstract: list_sentences(abstract)[0],
        "the title itself": lambda title, _: title,
        "tldr": choose_tldr,
    }
    print(f"{'':20}{'R-1':>8}{'R-2':>8}{'R-L':>8}{'not in title':>16}{'words':>8}{'ms':>8}")
    for name, choose in systems.items():
        started = time.process_time()
        tldrs = [choose(each.title, each.abstract) for each in examples]
        milliseconds = (time.process_time() - started) * 1_000 / len(examples)
        scores = [score(tldr, each.references) for tldr, each in zip(tldrs, examples, strict=True)]
        means = "".join(f"{mean:8.1f}" for mean in 100 * np.mean(scores, axis=0))
        beside = fmean(
            share_beside(tldr, each.title) for tldr, each in zip(tldrs, examples, strict=True)
        )
        words = fmean(len(tldr.split()) for tldr in tldrs)
        print(f"{name:20}{means}{beside:16.0%}{words:8.1f}{milliseconds:8.2f}")


def score(tldr: str, references: Sequence[str]) -> list[float]:
    """The measures, each against the reference that is best by it."""
    found = [_SCORER.score(reference, tldr) for reference in references]
    return [max(each[name].fmeasure for each in found) for name in MEASURES]


def share_beside(tldr: str, title: str) -> float:
    """Which share of the words the title does not have."""
    words = fold_word_parts(tldr)
    known = set(fold_word_parts(title))
    return sum(word not in known for word in words) / max(1, len(words))


def learn(examples: Sequence[Example]) -> None:
    """Fit the weights, say what they reach on papers they have not seen, and write them."""
    listed = [list_candidates(each.title, list_sentences(each.abstract)) for each in examples]
    scores = np.array(
        [
            score(candidate.text, each.references)
            for each, candidates in zip(examples, listed, strict=True)
            for candidate in candidates
        ]
    )
    care = np.array(
        [
            care_for_readers(each, is_last=each.sentence_index == candidates[-1].sentence_index)
            for candidates in listed
            for each in candidates
        ]
    )
    cues = choose_cues(examples, listed)
    values, groups = as_matrix(listed, cues)
    print(f"{len(scores):,} candidates of {len(examples):,} papers, {len(cues)} cue words")
    reached = 100 * cross_validate(values, scores, care, groups)
    print(f"unseen papers: {' / '.join(f'{value:.1f}' for value in reached)}")
    weights = fit(values, scores @ TARGET, groups)
    WEIGHTS.write_text(as_module(weights, cues), encoding="utf-8")


def choose_cues(examples: Sequence[Example], listed: Sequence[Sequence[Candidate]]) -> list[Cue]:
    """The words that are worth a weight of their own, by table and alphabet."""
    counts = Counter(cue for candidates in listed for cue in set(_iter_all_cues(candidates)))
    in_titles = Counter(word for each in examples for word in set(fold_word_parts(each.title)))
    return sorted(
        (table, word)
        for (table, word), count in counts.items()
        if (table != "words" and count >= FEWEST_BEGINNINGS)
        or (count >= FEWEST_ABSTRACTS and in_titles[word] < MOST_IN_TITLES * count)
    )


def as_matrix(listed: Sequence[Sequence[Candidate]], cues: Sequence[Cue]) -> tuple[Floats, Ints]:
    """A row for each candidate: its features, and which cue words it has; and whose it is."""
    columns = {cue: len(NAMES) + place for place, cue in enumerate(cues)}
    groups = np.repeat(np.arange(len(listed)), [len(each) for each in listed])
    values = np.zeros((len(groups), len(NAMES) + len(cues)))
    rows = (candidate for candidates in listed for candidate in candidates)
    for row, candidate in zip(values, rows, strict=True):
        row[: len(NAMES)] = candidate.features
        for cue in iter_cues(candidate):
            if cue in columns:
                row[columns[cue]] = 1.0
    return values, groups


def iter_cues(candidate: Candidate) -> Iterator[Cue]:
    """What may be a cue word of the candidate."""
    if candidate.opening:
        yield "openings", candidate.opening
    if candidate.verb:
        yield "verbs", candidate.verb
    for word in candidate.words:
        yield "words", word


def fit(values: Floats, targets: Floats, groups: Ints) -> Floats:
    """Ridge regression on what candidates differ in from the mean of their abstract.

    Every abstract counts the same, however many candidates it has.
    """
    counts = np.bincount(groups).astype(float)
    sums = np.zeros((len(counts), values.shape[1]))
    np.add.at(sums, groups, values)
    weight = 1 / np.sqrt(counts[groups])
    rows = (values - (sums / counts[:, None])[groups]) * weight[:, None]
    wanted = (targets - (np.bincount(groups, targets) / counts)[groups]) * weight
    penalty = np.full(values.shape[1], PENALTY)
    penalty[: len(NAMES)] *= FEATURE_PENALTY
    fitted: Floats = np.linalg.solve(rows.T @ rows + np.diag(penalty), rows.T @ wanted)
    return fitted


def cross_validate(values: Floats, scores: Floats, care: Floats, groups: Ints) -> Floats:
    """The mean measures of what is chosen for papers that the weights were not learnt from."""
    fold = np.random.default_rng(0).integers(FOLDS, size=groups.max() + 1)[groups]
    chosen = []
    for number in range(FOLDS):
        seen, unseen = fold != number, fold == number
        _, renumbered = np.unique(groups[seen], return_inverse=True)
        weights = fit(values[seen], scores[seen] @ TARGET, renumbered)
        rated = values[unseen] @ weights - care[unseen]
        order = np.lexsort((-rated, groups[unseen]))
        _, first = np.unique(groups[unseen][order], return_index=True)
        chosen.append(scores[unseen][order[first]])
    means: Floats = np.concatenate(chosen).mean(axis=0)
    return means


def as_module(weights: Floats, cues: Sequence[Cue]) -> str:
    """The weights as they stand in the repository."""
    named = [("features", name.replace(" ", "_")) for name in NAMES] + list(cues)
    tables: dict[str, list[str]] = {"features": [], "openings": [], "verbs": [], "words": []}
    for (table, name), weight in zip(named, weights, strict=True):
        tables[table].append(f"{name} {weight:.2f}")
    return MODULE.format(
        features="\n".join(tables.pop("features")),
        **{table: _wrap(cells) for table, cells in tables.items()},
    )


def _iter_all_cues(candidates: Sequence[Candidate]) -> Iterator[Cue]:
    for candidate in candidates:
        yield from iter_cues(candidate)


def _wrap(cells: Sequence[str]) -> str:
    """As many cells in a line as fit."""
    lines = [""]
    for cell in cells:
        if lines[-1] and len(lines[-1]) + len(cell) + 2 > LINE_CHARS:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + cell
    return "\n".join(lines)


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", action="store_true", help=f"write {WEIGHTS.name} from train")
    parser.add_argument("--set", choices=["dev", "train"], default="dev", help="what to measure on")
    if not SETS.is_dir():
        parser.error("the test sets (../shared) are not on this machine")
    return parser.parse_args()


_SCORER = RougeScorer(MEASURES, use_stemmer=True)

if __name__ == "__main__":
    main()
