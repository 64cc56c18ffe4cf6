from datetime import date

import pytest

from bot.models import Follow, Highlight, Highlights, PostMemory
from bot.services.topic_news import (
    content_of_sections,
    first_known_digest,
    pick_topic_news,
    picks_of,
    restore_sections,
    share_out,
)
from tests.builders import NOW_AT, make_entry, make_library, make_paper
from tests.services.arrivals import Arrivals

MONDAY = date(2026, 4, 13)


def make_section(*paper_ids: int, count: int | None = None, digest: int | None = 3) -> Highlights:
    return Highlights(
        on=MONDAY,
        topic="a topic",
        corrected_topic=None,
        candidate_count=len(paper_ids) if count is None else count,
        new_count=0,
        picks=tuple(Highlight(make_paper(each), 0.5, ("new",)) for each in paper_ids),
        latest_on=MONDAY,
        coverage=make_library().coverage,
        last_digest_id=digest,
    )


def ids(sections: tuple[Highlights, ...]) -> list[list[int]]:
    return [[pick.paper.paper_id for pick in section.picks] for section in sections]


@pytest.mark.parametrize(
    ("sections", "limit", "shared"),
    [
        pytest.param([make_section(1, 2), make_section(3)], 9, [[1, 2], [3]], id="all fit"),
        pytest.param(
            [make_section(1, 2, 3), make_section(4, 5)], 3, [[1, 2], [4]], id="the best of each"
        ),
        pytest.param([make_section(1, 2), make_section(1, 3)], 9, [[1, 2], [3]], id="none twice"),
        pytest.param([make_section(1), make_section(1)], 9, [[1]], id="nothing of its own"),
        pytest.param(
            [make_section(1), make_section(1, count=2)], 9, [[1], []], id="more than is shown"
        ),
        pytest.param([make_section(1), make_section(2)], 1, [[1], []], id="no room left"),
        pytest.param([make_section(), make_section(2)], 9, [[2]], id="nothing at all"),
    ],
)
def test_each_paper_is_shown_once_and_each_topic_gets_its_share(
    sections: list[Highlights], limit: int, shared: list[list[int]]
) -> None:
    assert ids(share_out(sections, limit)) == shared


def test_what_one_topic_has_not_seen_is_not_known() -> None:
    sections = [make_section(1, digest=4), make_section(2, digest=3), make_section(digest=None)]

    assert first_known_digest(sections) == 3
    assert first_known_digest([]) is None


def test_a_topic_is_picked_without_what_is_left_out_and_kept_as_it_was() -> None:
    arrivals = Arrivals()
    arrivals.receive(
        make_entry("Small Caches", "Quantized keys.", upvotes=5),
        make_entry("A Survey of Caches", "All of them.", upvotes=9),
        make_entry("Robot Arms", "Laundry is folded.", upvotes=2),
        arrived_on=MONDAY,
    )
    follow = Follow(1, "cahces", "survey", NOW_AT)

    section = pick_topic_news(arrivals.library, follow, today=MONDAY, memory=PostMemory(), limit=5)

    assert [pick.paper.title for pick in section.picks] == ["Small Caches"]
    assert (section.topic, section.corrected_topic) == ("cahces", "caches")
    content = content_of_sections([section, section])
    arrivals.receive(make_entry("Small Caches", "Quantized keys.", upvotes=50), arrived_on=MONDAY)
    restored = restore_sections(arrivals.library, content)
    assert len(restored) == 2
    assert [pick.paper.upvotes for pick in picks_of(restored)] == [5, 5]
    assert restored[0].topic == "cahces"
