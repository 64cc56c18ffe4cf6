"""Real days in the forms that people have of them, against the API's own answer."""

import json
from collections import Counter
from datetime import date

import pytest

from tests.parsing.reading import read
from tests.parsing.rendering import RENDERERS
from tests.shared_files import SHARED, needs_shared

pytestmark = needs_shared

# The first, the last and every seventh day between are enough here.
DAYS = sorted((SHARED / "digests" / "daily_api").glob("*.json"))[::7]
AIM = 0.995


@pytest.mark.parametrize("form", RENDERERS)
def test_nearly_every_fact_of_a_day_is_read(form: str) -> None:
    write, facts, shows_day = RENDERERS[form]
    right, all_facts = Counter[str](), Counter[str]()
    for path in DAYS:
        text = path.read_text(encoding="utf-8")
        day = date.fromisoformat(path.stem)
        truth = read(text).entries
        if not truth:
            continue
        digest = read(write(json.loads(text), day))
        assert digest.format == form
        assert digest.issued_on == (day if shows_day else None)
        by_title = {entry.title: entry for entry in digest.entries}
        for entry in truth:
            found = by_title.get(entry.title)
            for fact in facts.split():
                all_facts[fact] += 1
                right[fact] += found is not None and getattr(found, fact) == getattr(entry, fact)
    shares = {fact: right[fact] / total for fact, total in all_facts.items()}
    assert {fact: share for fact, share in shares.items() if share < AIM} == {}
