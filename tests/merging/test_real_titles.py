"""The rule of merging on the papers of 64 real days: each against all the others."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.merging.matching import PaperIdentity, PaperRegistry
from bot.models import DigestEntry
from bot.parsing import parse_digest
from bot.text.title_key import title_key
from tests.shared_files import SHARED, needs_shared

pytestmark = needs_shared

TODAY = date(2026, 11, 20)
# In each spelling one paper of so many is asked for; all of them are known.
EVERY = 12
# A page cuts abstracts off.
CUT_CHARS = 400


@pytest.fixture(scope="module")
def entries() -> list[DigestEntry]:
    """All papers of the days, each once."""
    texts = [path.read_text("utf-8") for path in sorted((SHARED / "digests/daily_api").iterdir())]
    digests = [parse_digest(text, source="a day", today=TODAY) for text in texts if text]
    return list({each.arxiv_id: each for digest in digests for each in digest.entries}.values())


def know(entries: Sequence[DigestEntry]) -> PaperRegistry:
    """A registry that knows them, by numbers from 1."""
    return PaperRegistry(
        [
            PaperIdentity(
                number, each.arxiv_id, None, title_key(each.title), each.title, each.abstract
            )
            for number, each in enumerate(entries, 1)
        ],
        next_paper_id=len(entries) + 1,
    )


def mistype(change: Callable[[str, int], str]) -> Callable[[str], str]:
    """A typing error inside the title's longest word: mostly a third of the way through it."""

    def spell(title: str) -> str:
        word = max(title.split(), key=lambda each: (each.isascii() and each.isalpha(), len(each)))
        return title.replace(word, change(word, 1 + len(word) // 3), 1)

    return spell


@pytest.mark.parametrize(
    "spell",
    [
        pytest.param(lambda title: title.replace(" ", "\n  "), id="white space"),
        pytest.param(str.upper, id="upper case"),
        pytest.param(str.lower, id="lower case"),
        pytest.param(lambda title: title + ".", id="a full stop"),
        pytest.param(lambda title: title.replace(": ", " - "), id="a hyphen before the subtitle"),
        pytest.param(lambda title: title.replace(": ", " – "), id="a dash"),
        pytest.param(lambda title: title.replace(": ", " — "), id="a long dash"),
        pytest.param(lambda title: title.replace("-", " "), id="hyphens lost"),
        pytest.param(lambda title: title.replace("'", "’"), id="curly quotes"),
        pytest.param(lambda title: title.replace(" and ", " & "), id="and as a sign"),
        pytest.param(lambda title: rf"\textit{{{title}}}", id="italics"),
        pytest.param(lambda title: title.replace("×", r"$\times$"), id="a formula"),
        pytest.param(mistype(lambda word, at: word[:at] + word[at - 1 :]), id="a letter twice"),
        pytest.param(mistype(lambda word, at: word[:at] + word[at + 1 :]), id="a letter missing"),
        pytest.param(mistype(lambda word, at: word[:at] + "q" + word[at + 1 :]), id="another one"),
        pytest.param(
            mistype(lambda word, at: word[:at] + word[at : at + 2][::-1] + word[at + 2 :]),
            id="two that changed places",
        ),
    ],
)
@pytest.mark.parametrize("limit_chars", [None, CUT_CHARS], ids=["whole", "cut"])
def test_a_page_that_spells_titles_its_own_way(
    entries: list[DigestEntry], spell: Callable[[str], str], limit_chars: int | None
) -> None:
    registry = know(entries)

    for number in range(1, len(entries) + 1, EVERY):
        known = entries[number - 1]
        page = replace(
            known, arxiv_id=None, title=spell(known.title), abstract=known.abstract[:limit_chars]
        )
        assert registry.match(page) == number, page.title


def test_without_identifiers_no_two_works_become_one(entries: list[DigestEntry]) -> None:
    registry = PaperRegistry([], next_paper_id=1)

    numbers = registry.match_all([replace(each, arxiv_id=None) for each in entries])

    assert numbers == list(range(1, len(entries) + 1))
