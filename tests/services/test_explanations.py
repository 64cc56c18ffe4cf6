from datetime import date

import pytest

from bot.errors import PaperNotFound
from bot.models import Organization, Outcome, PaperExplanation, PostedPaper, PostMemory
from bot.services.explanations import explain_paper
from tests.builders import make_entry
from tests.services.arrivals import Arrivals

MONDAY, TUESDAY = date(2026, 4, 13), date(2026, 4, 14)
CACHES, TWINS, ARMS, SPEECH, LATE = (f"#{number}" for number in range(1, 6))


@pytest.fixture
def arrivals() -> Arrivals:
    made = Arrivals()
    made.receive(
        make_entry("Small Caches", "Quantized keys in two bits.", upvotes=90, comment_count=3),
        make_entry("Smaller Caches", "Quantized keys in one bit.", upvotes=80),
        make_entry("Robot Arms", "They fold laundry.", upvotes=20, comment_count=1),
        make_entry("Speech", "It is cloned.", organization=Organization("a", "A"), upvotes=1),
        arrived_on=MONDAY,
    )
    made.receive(make_entry("Late", upvotes=3), arrived_on=TUESDAY)
    return made


def explain(arrivals: Arrivals, reference: str, **wish: object) -> PaperExplanation:
    wish.setdefault("on", MONDAY)
    return explain_paper(arrivals.library, reference, today=TUESDAY, limit=2, **wish)  # type: ignore[arg-type]


def test_a_pick_is_told_with_every_part_of_its_score(arrivals: Arrivals) -> None:
    found = explain(arrivals, CACHES)

    assert (found.outcome, found.rank, found.candidate_count) == (Outcome.PICKED, 1, 4)
    assert found.rival is None
    assert sum(part.value for part in found.parts) == pytest.approx(found.score, abs=0.001)
    assert {part.name: part.fact for part in found.parts if part.fact} == {
        "upvotes": "90 upvotes", "comments": "3 comments", "novelty": "new yesterday",
    }  # fmt: skip


def test_what_gave_way_to_a_better_pick_names_it(arrivals: Arrivals) -> None:
    found = explain(arrivals, TWINS)

    assert (found.outcome, found.rank) == (Outcome.SAME_THEME, 2)
    assert found.rival is not None
    assert found.rival.paper.title == "Small Caches"


def test_what_is_outranked_names_the_last_pick(arrivals: Arrivals) -> None:
    found = explain(arrivals, SPEECH)

    assert (found.outcome, found.rank) == (Outcome.OUTRANKED, 4)
    assert found.rival is not None
    assert found.rival.paper.title == "Robot Arms"


@pytest.mark.parametrize(
    ("reference", "topic", "outcome", "words"),
    [
        pytest.param(LATE, None, Outcome.NOT_SEEN, (), id="of another day"),
        pytest.param(ARMS, "robot kv", Outcome.OFF_TOPIC, ("kv",), id="a word is missing"),
        pytest.param(ARMS, "-laundry", Outcome.EXCLUDED, ("laundry",), id="an excluded word"),
        pytest.param(ARMS, "org:a", Outcome.FILTERED, ("org:a",), id="a filter"),
        pytest.param(
            SPEECH, "upvotes:>=5 since:2020", Outcome.FILTERED, ("since:2020-01-01 upvotes:>=5",),
            id="filters, as they are typed",
        ),
    ],
)  # fmt: skip
def test_what_ruled_a_paper_out_is_named(
    arrivals: Arrivals, reference: str, topic: str | None, outcome: Outcome, words: tuple[str, ...]
) -> None:
    found = explain(arrivals, reference, topic=topic)

    assert (found.outcome, found.words) == (outcome, words)
    assert (found.rank, found.score, found.parts) == (None, None, ())


def test_too_few_comments_are_told_with_how_many_it_takes(arrivals: Arrivals) -> None:
    asked = explain(arrivals, ARMS, min_comments=2)
    typed = explain(arrivals, ARMS, topic="comments:>=3", min_comments=2)

    assert (asked.outcome, asked.min_comments) == (Outcome.TOO_FEW_COMMENTS, 2)
    assert (typed.outcome, typed.min_comments) == (Outcome.TOO_FEW_COMMENTS, 3)
    assert asked.paper.comment_count == 1


def test_a_channels_next_post_is_explained_by_its_memory(arrivals: Arrivals) -> None:
    posted = PostedPaper(5, MONDAY, upvotes=1, comment_count=None)
    memory = PostMemory((posted,), last_digest_id=1)

    late = explain(arrivals, LATE, memory=memory, on=None)
    caches = explain(arrivals, CACHES, memory=memory, on=None)

    assert (late.outcome, late.posted) == (Outcome.POSTED_BEFORE, posted)
    assert (caches.outcome, caches.seen_on) == (Outcome.NOT_SEEN, MONDAY)


def test_what_came_again_without_growth_is_told_so(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Robot Arms", upvotes=20), arrived_on=TUESDAY, hour=9)

    found = explain(arrivals, ARMS, memory=PostMemory(last_digest_id=2), on=None)

    assert found.outcome is Outcome.NOT_GROWN


def test_the_counts_are_those_of_the_day(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Robot Arms", upvotes=500), arrived_on=TUESDAY, hour=9)

    assert explain(arrivals, ARMS).paper.upvotes == 20


def test_a_paper_that_is_not_indexed_is_explained(arrivals: Arrivals) -> None:
    with pytest.raises(PaperNotFound):
        explain(arrivals, "#77")
