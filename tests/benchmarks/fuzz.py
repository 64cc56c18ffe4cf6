"""Damaged digests, by the ten thousand: nothing crashes, and no card is lost in silence.

    .venv/bin/python tests/benchmarks/fuzz.py            100,000 files
    .venv/bin/python tests/benchmarks/fuzz.py 5000 7     so many, from another seed

Each file is a digest of a few papers in one of the forms, with bytes flipped, lines dropped,
doubled or swapped, or an end cut off. A card that stands in the damaged file as it stood before
must be read, or its place must be told as skipped, or the file as a whole refused with a sentence.
"""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.errors import DigestError
from bot.models import Digest
from bot.parsing import parse_content
from tests.parsing.rendering import RENDERERS, Item, squeeze

TODAY = date(2026, 11, 20)
DAY = date(2026, 3, 10)
SAMPLE = ROOT / "config" / "samples" / "2026-03-10.json"
CARD_COUNT = 6
FLIP, CUT, DROP, DOUBLE, SWAP = range(5)


def as_api_answer(items: Sequence[Item], _day: date) -> str:
    return json.dumps(items, indent=1, ensure_ascii=False)


def as_paper_lines(items: Sequence[Item], _day: date) -> str:
    return "\n".join(
        json.dumps({"title": item["paper"]["title"], "abstract": item["paper"]["summary"],
                    "arxiv_id": item["paper"]["id"]})
        for item in items
    )  # fmt: skip


WRITERS: dict[str, Callable[[Sequence[Item], date], str]] = {
    "api_json": as_api_answer,
    "paper_lines": as_paper_lines,
    **{name: write for name, (write, _, _) in RENDERERS.items()},
}


def mutate(content: bytes, chance: random.Random) -> bytes:
    kind = chance.choice([FLIP, CUT, DROP, DOUBLE, SWAP])
    if kind == FLIP:
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 1, 2, 5, 20])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        return bytes(damaged)
    if kind == CUT:
        return content[: chance.randrange(len(content))]
    lines = content.split(b"\n")
    for _ in range(chance.choice([1, 1, 2, 4])):
        place = chance.randrange(len(lines))
        if kind == DROP:
            del lines[place : place + chance.choice([1, 1, 3])]
        elif kind == DOUBLE:
            lines.insert(place, lines[chance.randrange(len(lines))])
        else:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        lines = lines or [b""]
    return b"\n".join(lines)


def find_regions(form: str, text: str, items: Sequence[Item]) -> list[tuple[str, str, bytes]]:
    """Each card's title and id, and its bytes from its first sign to the next card's."""
    anchors = []
    for item in items:
        paper = item["paper"]
        marks = (squeeze(paper["title"]), paper["title"], paper["id"])
        place = min(place for place in map(text.find, marks) if place >= 0)
        opening = text.rfind("<entry>" if form == "feed" else "\n", 0, place)
        anchors.append(place if form == "html_page" else max(opening, 0))
    ends = [*anchors[1:], len(text)]
    return [
        (squeeze(item["paper"]["title"]), item["paper"]["id"], text[start:end].encode())
        for item, start, end in zip(items, anchors, ends, strict=True)
    ]


def is_told(digest: Digest, title: str, arxiv_id: str, first_line: int, last_line: int) -> bool:
    """Whether the card was read, stands inside another one, or its place is told as skipped."""
    for entry in digest.entries:
        text = squeeze(f"{entry.title_received} {entry.abstract_received}")
        if title in text or entry.arxiv_id == arxiv_id:
            return True
    return any(
        first_line - 3 <= each.line <= last_line + 1
        or arxiv_id in each.reason
        or ("damaged" in each.reason and each.line <= last_line)
        for each in digest.skipped
    )


def find_losses(content: bytes, regions: Sequence[tuple[str, str, bytes]]) -> list[str]:
    try:
        digest = parse_content(content, source="x", today=TODAY)
    except DigestError:
        return []
    lost = []
    for title, arxiv_id, region in regions:
        place = content.find(region)
        if place >= 0:
            first_line = content.count(b"\n", 0, place) + 1
            last_line = first_line + region.count(b"\n")
            if not is_told(digest, title, arxiv_id, first_line, last_line):
                lost.append(title)
    return lost


def main(file_count: int = 100_000, seed: int = 1) -> int:
    items = json.loads(SAMPLE.read_text(encoding="utf-8"))[:CARD_COUNT]
    texts = {form: write(items, DAY) for form, write in WRITERS.items()}
    regions = {form: find_regions(form, text, items) for form, text in texts.items()}
    chance = random.Random(seed)
    lost: Counter[str] = Counter()
    crashed: Counter[str] = Counter()
    slowest = (0.0, "")
    for number in range(file_count):
        form = chance.choice(list(texts))
        content = mutate(texts[form].encode(), chance)
        started_at = time.perf_counter()
        try:
            losses = find_losses(content, regions[form])
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            crashed[f"{form}: {type(error).__name__}: {error}"] += 1
            continue
        slowest = max(slowest, (time.perf_counter() - started_at, form))
        if losses:
            lost[form] += 1
            print(f"lost in file {number} ({form}): {losses[0]}")
    print(f"{file_count} files, {sum(crashed.values())} crashes, {sum(lost.values())} with losses")
    print(*(f"  {form}: {count}" for form, count in (lost + crashed).items()), sep="\n")
    print(f"slowest: {slowest[0] * 1000:.0f} ms ({slowest[1]})")
    return 1 if crashed or lost else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
