"""How well discussions are summarised, and how fast: see `--help`.

Points are held against people's summaries of dialogues and of mail threads, beside two summaries
that take no thought: how a discussion begins, and what is longest in it. All three name who
speaks, as the references do. The hand-made threads of tests/data tell how many of the papers, open
questions and decisions are found. The ROUGE figures need the extra `benchmarks`.

Nothing here passes or fails.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.models import DiscussionSummary, ThreadMessage
from bot.services.library import Library
from bot.services.thread_summaries import summarise_discussion
from tests.builders import library_over, make_index
from tests.discussions import TRUTH, load_thread, make_sample_library
from tests.shared_files import SHARED

SETS = SHARED / "quality" / "discussions"
MEASURES = ("rouge1", "rouge2", "rougeLsum")
MESSAGE_COUNTS = (5, 50, 500, 5_000)
_NAME = re.compile(r'Name: "([^"]*)"?')
_HEADER = re.compile(r'^Name: "[^"]*"?\s*(?:Email: "[^"]*"\s*)?(?:To: .*?(?=Subject:))?')
_SUBJECT = re.compile(r'^Subject: "(?:.*?)" (?=\S)')

Scorer = Callable[[Sequence[str], str], tuple[float, ...]]


@dataclass(frozen=True)
class Sample:
    """A discussion with what people wrote of it."""

    turns: list[str]  # as the set has them, speakers included
    messages: list[ThreadMessage]
    references: list[str]


def main() -> None:
    """Measure and print the public sets, the hand-made threads, and the time it takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=None, help="so many samples of each set")
    limit = parser.parse_args().limit
    scorer = make_scorer()
    if scorer is not None and SETS.is_dir():
        for name, samples, count in (
            ("dialogsum_dev", iter_dialogues(), 3),
            ("email_threads_val", iter_mail_threads(), 4),
        ):
            print_rouge(name, list(samples)[:limit], count, scorer)
    library = make_sample_library()
    print_hand_made(library)
    print_speed(library)


def make_scorer() -> Scorer | None:
    """ROUGE F1 against the best reference; None where the package is missing."""
    try:
        rouge_scorer = import_module("rouge_score.rouge_scorer")
    except ImportError:
        print("rouge-score is not installed: install the extra `benchmarks`.")
        return None
    scorer = rouge_scorer.RougeScorer(list(MEASURES), use_stemmer=True)

    def score(references: Sequence[str], summary: str) -> tuple[float, ...]:
        scored = [scorer.score(reference, summary) for reference in references]
        return tuple(100 * max(each[name].fmeasure for each in scored) for name in MEASURES)

    return score


def iter_dialogues() -> Iterator[Sample]:
    """Dialogues of two people, a message for each turn."""
    for value in _iter_set("dialogsum_dev"):
        messages = []
        for number, turn in enumerate(value["source"]):
            author, _, text = turn.partition(": ")
            messages.append(ThreadMessage(message_id=str(number), author=author, text=text))
        yield Sample(value["source"], messages, value["targets"])


def iter_mail_threads() -> Iterator[Sample]:
    """Mail threads, a message for each mail, without its header."""
    for value in _iter_set("email_threads_val"):
        mails: list[tuple[str, list[str]]] = []
        for sentence in value["source"]:
            named = _NAME.match(sentence)
            if named is not None:
                body = _SUBJECT.sub("", _HEADER.sub("", sentence))
                mails.append((named[1].strip(), [body]))
            elif mails:
                mails[-1][1].append(sentence)
            else:
                mails.append(("unknown", [sentence]))
        messages = [
            ThreadMessage(message_id=str(number), author=author, text=" ".join(sentences))
            for number, (author, sentences) in enumerate(mails)
        ]
        yield Sample(value["source"], messages, value["targets"])


def print_rouge(name: str, samples: list[Sample], count: int, score: Scorer) -> None:
    """The figures of three summaries: the first turns, the longest, and the points."""
    library = library_over(make_index())
    ways: dict[str, Callable[[Sample], str]] = {
        f"first {count}": lambda sample: "\n".join(sample.turns[:count]),
        f"longest {count}": lambda sample: "\n".join(sorted(sample.turns, key=len)[-count:]),
        "points": lambda sample: say_points(summarise_discussion(library, sample.messages)),
    }
    for way, summarise in ways.items():
        scores = [score(sample.references, summarise(sample)) for sample in samples]
        figures = " / ".join(f"{fmean(column):.1f}" for column in zip(*scores, strict=True))
        print(f"{name:>18}  {way:>10}  {' / '.join(MEASURES)}: {figures}")


def say_points(summary: DiscussionSummary) -> str:
    """The points as a reader sees them."""
    return "\n".join(f"{point.author}: {point.text}" for point in summary.points)


def print_hand_made(library: Library) -> None:
    """Recall and precision over the hand-made threads, by the half that was tuned on."""
    for half in ("first", "second"):
        counts = {name: [0, 0, 0] for name in ("papers", "open_questions", "decisions", "points")}
        for name, truth in TRUTH.items():
            if truth["half"] != half:
                continue
            summary = summarise_discussion(library, load_thread(name))
            for section, count in counts.items():
                found = _found(summary, section)
                true = set(truth[section])
                count[0] += len(found & true)
                count[1] += len(true)
                count[2] += len(found)
        for section, (right, wanted, told) in counts.items():
            print(f"{half:>18}  {section:>14}  recall {right / wanted:.3f}  "
                  f"precision {right / told:.3f}  ({right} of {wanted}, {told} told)")  # fmt: skip


def print_speed(library: Library) -> None:
    """Processor time for discussions made of the hand-made ones, in milliseconds."""
    pool = [message for name in TRUTH for message in load_thread(name)]
    for count in MESSAGE_COUNTS:
        messages = [
            replace(pool[number % len(pool)], message_id=str(number), reply_to_id=None)
            for number in range(count)
        ]
        started = time.process_time()
        summarise_discussion(library, messages)
        print(f"{count:>18} messages  {1000 * (time.process_time() - started):.0f} ms")


def _found(summary: DiscussionSummary, section: str) -> set[str]:
    if section == "papers":
        return {paper.title for paper in summary.papers_mentioned}
    return {point.message_id for point in getattr(summary, section)}


def _iter_set(name: str) -> Iterator[dict[str, list[str]]]:
    for line in (SETS / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


if __name__ == "__main__":
    main()
