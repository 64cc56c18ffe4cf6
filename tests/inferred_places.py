"""One page of which every year is inferred, and what shows its days."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from bot.discord_app.render.addition_page import render_addition
from bot.discord_app.render.catch_up_page import render_catch_up
from bot.discord_app.render.digest_status_page import render_digest_status
from bot.discord_app.render.explanation_page import render_explanation
from bot.discord_app.render.following_page import render_follow
from bot.discord_app.render.saved_page import SavedPlace, render_saved_page
from bot.discord_app.render.scheduled_post import render_scheduled_post
from bot.discord_app.render.search_page import PagePlace, render_search_page
from bot.highlights.candidates import Candidate, EarlierCounts
from bot.models import (
    AddedDigest,
    Addition,
    Digest,
    FetchState,
    LayoutShift,
    PostMemory,
    SavedPaper,
    SavedPapers,
    SearchRequest,
    Timing,
)
from bot.parsing import parse_digest
from bot.services.catching_up import catch_up
from bot.services.digest_health import load_digest_health
from bot.services.explanations import explain_paper
from bot.services.following import follow_topic
from bot.services.highlights import pick_highlights, pick_new_highlights
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.papers import find_paper
from bot.services.posts import content_of, restore_post
from bot.services.recap import recap_week
from bot.services.search import search_papers
from tests.builders import NOW_AT, TODAY, make_index
from tests.services.schedule_books import BOT, open_book

LATE = date(2026, 9, 1)  # so late that the page's day is long past
WEEK_END = date(2026, 4, 17)
# No year stands anywhere on it.
PAGE = """\
Daily Papers

byAK and the research community

Apr 14

Small Caches for Long Contexts

We shrink the cache of a decoder by 2.7 times. Accuracy of the cache stays within 0.3% of the whole.

  • 6 authors
·
Apr 12 5

Small Caches by Eviction

This policy shrinks the cache of a decoder, and accuracy of the cache stays. The speedup is 3 times.

  • 2 authors
·
Apr 13 2
"""


@dataclass(frozen=True)
class World:
    """One page of which every year is inferred, in an index in memory, and in one for the verbs."""

    library: Library
    page: Path
    run: Callable[..., str]


def read_page() -> Digest:
    return parse_digest(PAGE, source="page.txt", today=TODAY)


def show_candidate(world: World, say: Callable[[Candidate, date], str | None]) -> str | None:
    paper = replace(find_paper(world.library, "#1"), upvotes=9)
    before = EarlierCounts(3, 1, date(2026, 4, 14), seen_on_is_inferred=True)
    candidate = Candidate(paper=paper, is_new=False, before=before, first_seen_on_is_inferred=True)
    return say(candidate, LATE)


def show_post(world: World) -> object:
    """A quiet day's line, made again from what is kept of it."""
    memory = PostMemory(last_digest_id=1)
    picked = pick_new_highlights(world.library, today=LATE, memory=memory)
    kept = content_of(picked)
    return render_scheduled_post(
        restore_post(world.library, kept, with_counts_of_now=True), marker=1
    )


def show_health(world: World) -> object:
    health = load_digest_health(world.library.index)
    shift = LayoutShift("text_cards", date(2026, 4, 14), 1, 0.0, 0.5, since_on_is_inferred=True)
    return render_digest_status(
        replace(health, shifts=(shift,)), FetchState(None, None, None, 0, None), None
    )


def show_addition(_world: World) -> object:
    index = make_index()
    digest = read_page()
    report = ingest_digest(index, digest, ingested_at=NOW_AT)
    added = AddedDigest(report, digest.issued_on, digest.issued_on_is_inferred)
    return render_addition(Addition("page.txt", (added,), ()), index.load_coverage())


def show_saved(world: World) -> object:
    saved = SavedPaper(find_paper(world.library, "#1"), NOW_AT)
    return render_saved_page(
        SavedPapers(query=None, papers=(saved,), total=1, gone_count=0), SavedPlace(1, 5, None)
    )


def show_search(world: World) -> object:
    results = search_papers(world.library, SearchRequest(query="cache"))
    return render_search_page(results, world.library.coverage, PagePlace(1, 1, None))


def show_catch_up(world: World) -> object:
    look = (NOW_AT, 1)
    caught_up = catch_up(world.library, look=look, topics=(), now_at=NOW_AT)
    return render_catch_up(caught_up)


def show_follow(world: World) -> object:
    community = open_book()
    change = follow_topic(
        community,
        "cache",
        excluded=None,
        timing=Timing(time(9), "UTC"),
        application_id=BOT,
        member_id=7,
        now_at=NOW_AT,
    )
    community.close()
    return render_follow(change, pick_highlights(world.library, today=LATE, topic="cache"), "")


def explain(world: World, **wanted: Any) -> object:
    return render_explanation(explain_paper(world.library, "#1", today=LATE, **wanted))


def recap(world: World, until: date) -> Any:
    return recap_week(world.library, today=LATE, until=until)


Show = Callable[[World], object]
