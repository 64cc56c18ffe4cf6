"""Reading digests in tests: ours from tests/data, and ones made up on the spot."""

from datetime import date
from pathlib import Path
from typing import Any

from bot.models import Digest
from bot.parsing import parse_digest

TODAY = date(2026, 11, 20)
_DIGESTS = Path(__file__).parent.parent / "data" / "digests"


def load_sample(name: str) -> str:
    return (_DIGESTS / name).read_text(encoding="utf-8")


def read(text: str, *, today: date = TODAY, **given: Any) -> Digest:
    return parse_digest(text, source="page.txt", today=today, **given)


def read_sample(name: str) -> Digest:
    return read(load_sample(name))
