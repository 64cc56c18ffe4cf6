"""Every renderer, over records of every shape: within all limits, and harmless."""

from dataclasses import replace
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord_app.render.addition_page import render_addition
from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.digest_status_page import render_digest_status
from bot.discord_app.render.discussion_parts import DiscussionSource
from bot.discord_app.render.discussion_post import render_discussion
from bot.discord_app.render.explanation_page import render_explanation
from bot.discord_app.render.help_page import CommandLine, render_help
from bot.discord_app.render.highlights_post import render_highlights
from bot.discord_app.render.notices import render_notice
from bot.discord_app.render.paper_card import render_paper_card
from bot.discord_app.render.recap_post import render_recap
from bot.discord_app.render.related_page import render_related
from bot.discord_app.render.reply import AttachedFile, Reply
from bot.discord_app.render.saved_page import SavedPlace, count_pages, render_saved_page
from bot.discord_app.render.scheduled_post import render_scheduled_post
from bot.discord_app.render.search_page import PagePlace, render_search_page
from bot.models import (
    Addition,
    Answer,
    Coverage,
    DigestHealth,
    DiscussionSummary,
    FetchState,
    Highlights,
    PaperDetails,
    PaperExplanation,
    PhrasedSentence,
    PhrasedText,
    Recap,
    RelatedPapers,
    SavedPapers,
    SearchResults,
    TitleSuggestion,
)
from tests.builders import NOW_AT
from tests.discord_app.render import records
from tests.discord_app.render.harmless import assert_harmless, assert_within_limits

thorough = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
pictures = st.none() | st.just(AttachedFile("recap.png", b"PNG", "What it shows."))
places = st.builds(
    PagePlace, st.integers(1, 10**6), st.integers(1, 10**6), st.none() | st.integers(1, 10**12)
)
message_ids = st.integers(0, 2**63)
sources = st.builds(
    DiscussionSource,
    thread_name=st.none() | records.texts,
    is_from_message=st.booleans(),
    since_at=st.none() | records.instants,
    urls=st.just(dict.fromkeys("123", f"https://discord.com/channels/@me/{2**63}/{2**63}")),
    read_count=st.integers(0, 5_000),
    is_whole=st.booleans(),
    took_too_long=st.booleans(),
    span=st.tuples(message_ids, message_ids),
)
commands = st.lists(
    st.builds(
        CommandLine,
        st.from_regex(r"[-_a-z0-9]{1,32}", fullmatch=True),
        st.text(max_size=100),
        st.none() | st.integers(1, 2**63),
    ),
    max_size=100,
)


def check(reply: Reply) -> None:
    assert_within_limits(reply)
    assert_harmless(reply)


@thorough
@given(records.results, records.coverages, places, records.suggestions)
def test_search_pages(
    results: SearchResults,
    coverage: Coverage,
    place: PagePlace,
    near: tuple[TitleSuggestion, ...],
) -> None:
    check(render_search_page(replace(results, near_titles=near), coverage, place))


@thorough
@given(records.details)
def test_paper_cards(details: PaperDetails) -> None:
    check(render_paper_card(details))


@thorough
@given(records.highlights)
def test_highlights(highlights: Highlights) -> None:
    check(render_highlights(highlights))
    check(render_scheduled_post(highlights, marker=2**48, role_id=7, updated_at=NOW_AT))


@thorough
@given(records.explanations)
def test_explanations(explained: PaperExplanation) -> None:
    check(render_explanation(explained))


@given(records.recaps, pictures)
def test_recaps(recap: Recap, picture: AttachedFile | None) -> None:
    check(render_recap(recap, picture=picture))


@settings(thorough, max_examples=12)
@given(records.discussions, sources, st.booleans(), st.none() | records.texts)
def test_discussions(
    summary: DiscussionSummary,
    source: DiscussionSource,
    can_be_posted: bool,  # noqa: FBT001 - hypothesis gives it
    asked_by: str | None,
) -> None:
    reply = render_discussion(summary, source, can_be_posted=can_be_posted, asked_by=asked_by)
    check(reply)


@settings(thorough, max_examples=25)
@given(records.answers)
def test_answers(answer: Answer) -> None:
    check(render_answer(answer))


@thorough
@given(records.answers.filter(lambda answer: answer.is_answered), records.texts, records.texts)
def test_phrased_answers(answer: Answer, said: str, model: str) -> None:
    sentence = PhrasedSentence(said, answer.sentences)
    check(
        render_answer(answer, PhrasedText(sentences=(sentence,) * 3, model=model, removed_count=0))
    )


@thorough
@given(commands, records.names, records.coverages)
def test_help(commands: list[CommandLine], menus: tuple[str, ...], coverage: Coverage) -> None:
    check(render_help(commands, menus, coverage, model=menus[0] if menus else None))


@thorough
@given(records.related)
def test_related_papers(found: RelatedPapers) -> None:
    check(render_related(found))


@thorough
@given(records.saved_papers, st.integers(1, 4), st.integers(1, 10), st.none() | st.integers(1))
def test_saved_papers(saved: SavedPapers, page: int, size: int, search_id: int | None) -> None:
    page = max(min(page, count_pages(saved, size)), 1)
    check(render_saved_page(saved, SavedPlace(page, size, search_id)))


@thorough
@given(records.texts.filter(lambda text: bool(text.strip())), records.suggestions)
def test_notices(text: str, near: tuple[TitleSuggestion, ...]) -> None:
    reply = render_notice(text, near)

    assert_harmless(reply)
    if reply.content:
        assert_within_limits(reply)


@settings(thorough, max_examples=30)
@given(records.additions, records.coverages)
def test_additions(addition: Addition, coverage: Coverage) -> None:
    check(render_addition(addition, coverage))


@settings(thorough, max_examples=30)
@given(records.healths, records.fetch_states, st.none() | records.instants)
def test_digest_status(
    health: DigestHealth, fetching: FetchState, next_at: datetime | None
) -> None:
    check(render_digest_status(health, fetching, next_at))
