"""How well phrased sentences are checked: faithful ones kept, falsified ones refused.

There is no language model here. Sentences of real abstracts, put into the third person, stand for
faithful phrasings; each of the other rows falsifies them in one way. Thresholds and word lists in
bot/summarising/phrased were fixed on these figures.

    .venv/bin/python tests/benchmarks/phrasing.py [SENTENCES]
"""

import json
import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from bot.summarising.phrased.claims import find_fault
from bot.summarising.phrased.orders import reads_like_orders
from tests.shared_files import SHARED

SENTENCES_PER_ROW = 400
OPPOSITES = {
    "increase": "decrease", "increases": "decreases", "improve": "degrade", "improves": "degrades",
    "faster": "slower", "better": "worse", "higher": "lower", "more": "less", "larger": "smaller",
    "reduce": "increase", "reduces": "increases", "reducing": "increasing", "lower": "higher",
    "outperforms": "underperforms", "improving": "degrading",
}  # fmt: skip
Falsify = Callable[[str], str | None]  # None where the sentence offers nothing to falsify


def substitute(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Falsify:
    def falsify(sentence: str) -> str | None:
        changed, count = re.subn(pattern, replacement, sentence, count=1)
        return changed if count else None

    return falsify


def put_opposite(sentence: str) -> str | None:
    pattern = rf"\b({'|'.join(OPPOSITES)})\b"
    return substitute(pattern, lambda match: OPPOSITES[match[1]])(sentence)


FALSIFICATIONS: dict[str, Falsify] = {
    "another number": substitute(r"\d+", lambda match: str(int(match[0]) + 1)),
    "a negation more": substitute(r"\b(is|are|can|was|were)\b(?! not)", r"\1 not"),
    "a negation less": substitute(r"\b(?:not|no|without|never) ", ""),
    "the opposite direction": put_opposite,
    "a comparison turned round": substitute(
        r"^(.{8,60}?) (outperforms?|surpasses) (.{5,60}?)(?=[.,])", r"\3 \2 \1"
    ),
    "a doubt less": substitute(r"\b(?:may|might|could) ", ""),
    "up to lost": substitute(r"\b(?:up to|at least|more than|over|about|nearly) (?=\d)", ""),
    "a name more": substitute(r"[.]?$", " by OpenAI."),
    "praise more": substitute(r"[.]?$", ", the best of all."),
    "a clause more": substitute(r"[.]?$", ", which harms children and ruins economies."),
}


def put_into_third_person(sentence: str) -> str:
    told = re.sub(r"\b[Ww]e\b", "the authors", sentence)
    told = re.sub(r"\bour\b", "their", re.sub(r"\bOur\b", "Their", told))
    return re.sub(r"\bus\b", "them", told)


def main(limit: int) -> None:
    lines = (SHARED / "quality/tldr/dev.jsonl").read_text("utf-8").splitlines()
    sentences = [each for line in lines for each in json.loads(line)["source"] if len(each) > 40]
    random.Random(3).shuffle(sentences)
    faithful = [(put_into_third_person(each), each) for each in sentences]
    started = time.perf_counter()
    shown = faithful[:limit]
    kept = sum(find_fault(told, [source]) is None for told, source in shown)
    milliseconds = (time.perf_counter() - started) / len(shown) * 1_000
    print(f"faithful sentences kept            {kept / len(shown):6.1%} of {len(shown)}")
    orders = sum(map(reads_like_orders, sentences)) / len(sentences)
    print(f"harmless sentences taken for orders {orders:5.2%} of {len(sentences)}")
    print(f"time for a sentence                {milliseconds:5.2f} ms\n")
    for name, falsify in FALSIFICATIONS.items():
        changed = [(falsify(told), source) for told, source in faithful]
        pairs = [(told, source) for told, source in changed if told and told != source][:limit]
        passed = [told for told, source in pairs if find_fault(told, [source]) is None]
        print(f"{name:26} let through {len(passed) / len(pairs):6.1%} of {len(pairs)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SENTENCES_PER_ROW)
