from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.render.custom_ids import parse_custom_id
from bot.discord_app.render.markdown import Markdown
from bot.discord_app.render.pick_answers import (
    render_details_menu,
    render_discuss_menu,
    render_save_change,
    render_save_menu,
    render_vote_change,
    render_vote_menu,
)
from bot.discord_app.render.pick_buttons import find_marker, pick_button_rows, picked_paper_ids
from bot.discord_app.render.reply import Reply
from bot.models import SaveChange, TitleSuggestion, VoteChange
from tests.discord_app.render import records
from tests.discord_app.render.harmless import assert_harmless, assert_within_limits

some_ids = st.lists(st.integers(1, 36**6 - 1), min_size=1, max_size=10, unique=True)
offers = st.lists(
    st.builds(TitleSuggestion, records.paper_ids, records.texts),
    min_size=1,
    max_size=10,
    unique_by=lambda paper: paper.paper_id,
).map(lambda papers: dict(enumerate(papers, 1)))


@given(some_ids, st.integers(0, 2**50))
def test_the_largest_buttons_fit_and_tell_what_they_are_about(
    paper_ids: list[int], marker: int
) -> None:
    rows = pick_button_rows(paper_ids, marker=marker)

    assert_within_limits(Reply(content=Markdown("picks"), rows=rows))
    [row] = rows
    assert isinstance(row, tuple)
    assert find_marker(button.custom_id for button in row) == (marker or None)
    for button in row:
        press = parse_custom_id(button.custom_id)
        assert press is not None
        assert picked_paper_ids(press) == tuple(paper_ids)


def test_without_papers_there_are_no_buttons() -> None:
    assert pick_button_rows([]) == ()


def test_other_messages_have_no_marker() -> None:
    assert find_marker(["pb1:search:7:2", "pb0:pick_save:5:1", "pb1:pick_save:!:1", "x"]) is None


@given(offers, st.sets(records.paper_ids), st.integers(0, 10**6))
def test_menus_and_what_came_of_them_are_within_limits_and_harmless(
    offered: dict[int, TitleSuggestion], others: set[int], total: int
) -> None:
    ids = tuple(paper.paper_id for paper in offered.values())
    titles = {paper.paper_id: paper.title for paper in offered.values()}
    half = len(ids) // 2
    counts = dict.fromkeys(ids, total)
    for reply in (
        render_details_menu(offered),
        render_discuss_menu(offered),
        render_save_menu(offered, others),
        render_vote_menu(offered, others, counts),
        render_save_change(SaveChange(ids[:half], ids[half:], total), titles),
        render_save_change(SaveChange(ids[:1], (), total), titles),
        render_save_change(SaveChange((), ids[:1], total), titles),
        render_vote_change(VoteChange(ids[:half], ids[half:], counts), titles),
    ):
        assert_within_limits(reply)
        assert_harmless(reply)
