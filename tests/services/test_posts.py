from datetime import date

import pytest

from bot.models import Highlights, PostedPaper, PostMemory, ScheduleDraft, ScheduleKind
from bot.services.library import Library
from bot.services.posts import choose_post, content_of, restore_post, topic_of
from tests.builders import library_over, make_digest, make_entry, make_index
from tests.services.schedule_books import DRAFT

ON = date(2026, 4, 15)


@pytest.fixture
def library() -> Library:
    return library_over(
        make_index(
            make_digest(
                make_entry("Small Caches", "Keys are quantized.", upvotes=120, comment_count=3),
                make_entry("Robot Arms", "Laundry is folded.", published_on=date(2026, 4, 12)),
            )
        )
    )


def choose(library: Library, memory: PostMemory | None = None) -> Highlights:
    return choose_post(library, DRAFT, today=ON, memory=memory or PostMemory(), votes={1: 2})


@pytest.mark.parametrize(
    "memory",
    [
        pytest.param(PostMemory(), id="a first post"),
        pytest.param(
            PostMemory((PostedPaper(1, date(2026, 4, 1), 20, None),)), id="a paper that returned"
        ),
        pytest.param(PostMemory(last_digest_id=1), id="a quiet day"),
    ],
)
def test_a_post_that_is_sent_again_is_the_same(library: Library, memory: PostMemory) -> None:
    chosen = choose(library, memory)

    assert restore_post(library, content_of(chosen), with_counts_of_now=False) == chosen


@pytest.mark.parametrize(
    ("topic", "excluded", "query"),
    [
        pytest.param(None, None, None, id="anything"),
        pytest.param("kv cache", None, "kv cache", id="a topic"),
        pytest.param("kv", "survey, case study", 'kv -survey -"case study"', id="and exclusions"),
        pytest.param(None, "survey", "-survey", id="exclusions alone"),
        pytest.param(None, " , ", None, id="a list of nothing"),
    ],
)
def test_what_a_schedule_asks_for(
    topic: str | None, excluded: str | None, query: str | None
) -> None:
    draft = ScheduleDraft(
        kind=ScheduleKind.DAILY,
        guild_id=1,
        channel_id=2,
        owner_id=3,
        timing=DRAFT.timing,
        topic=topic,
        excluded=excluded,
    )

    assert topic_of(draft) == query
