"""Every place that shows a day says so where its year was inferred: the table of all of them."""

import ast
import os
from datetime import date
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.help_page import render_help
from bot.discord_app.render.highlights_post import render_highlights
from bot.discord_app.render.inbox_post import render_inbox
from bot.discord_app.render.overview_file import overview_file
from bot.discord_app.render.paper_card import render_paper_card
from bot.discord_app.render.recap_post import render_recap
from bot.discord_app.render.related_page import render_related
from bot.discord_app.render.summary_post import render_summary
from bot.discord_app.render.theme_page import render_numbers
from bot.highlights.reasons import say_age, say_new, say_upvotes
from bot.pictures.words import INFERRED_NOTE, describe_recap_picture, say_day_number
from bot.services.answers import answer_question
from bot.services.highlights import pick_highlights
from bot.services.ingest import ingest_digest
from bot.services.papers import find_paper, get_paper_details
from bot.services.related import find_related
from bot.services.summaries import summarise_topic
from bot.store import open_writer
from tests.builders import NOW_AT, library_over, make_index
from tests.inferred_places import (
    LATE,
    PAGE,
    WEEK_END,
    Show,
    World,
    explain,
    read_page,
    recap,
    show_addition,
    show_candidate,
    show_catch_up,
    show_follow,
    show_health,
    show_post,
    show_saved,
    show_search,
)

ROOT = Path(__file__).parent.parent
YEAR = "(year inferred)"  # behind a paper's date
DAY = "(inferred)"  # behind a digest's day, and behind what follows from it

# Every place: the modules whose words are shown, what shows them, and what must stand there.
PLACES: list[tuple[str, list[str], Show, list[str]]] = [
    (
        "a paper's card",
        [
            "discord_app/render/paper_card",
            "discord_app/render/phrases",
            "discord_app/render/sightings",
        ],
        lambda w: render_paper_card(get_paper_details(w.library, "#1")),
        [
            f"12 Apr 2026 {YEAR}",
            f"first seen 14 Apr 2026 {DAY}",
            f"14 Apr 2026 {DAY} · page.txt",
        ],
    ),
    (
        "a page of hits",
        ["discord_app/render/search_page"],
        show_search,
        [f"12 Apr 2026 {YEAR}"],
    ),
    (
        "related papers",
        [],
        lambda w: render_related(find_related(w.library, find_paper(w.library, "#1"))),
        [f"13 Apr 2026 {YEAR}"],
    ),
    ("saved papers", [], show_saved, [f"12 Apr 2026 {YEAR}"]),
    (
        "an answer",
        [],
        lambda w: render_answer(answer_question(w.library, "what shrinks the cache of a decoder?")),
        [f"2026 {YEAR}"],
    ),
    (
        "no answer",
        [],
        lambda w: render_answer(answer_question(w.library, "why do cache zebras sing?")),
        [f"2026 {YEAR}"],
    ),
    (
        "a question of the last month",
        ["services/answer_wording"],
        lambda w: render_answer(
            answer_question(w.library, "what is new on caches in the last month?")
        ),
        [f"published since 2026-03-13 {DAY}"],
    ),
    (
        "an overview",
        [],
        lambda w: render_summary(summarise_topic(w.library, "cache")),
        [f"2026 {YEAR}", "2 of 2 papers with an inferred year"],
    ),
    (
        "an overview's numbers",
        [],
        lambda w: render_numbers(summarise_topic(w.library, "cache")),
        [f"2026 {YEAR}", "2 of 2 papers with an inferred year"],
    ),
    (
        "an overview as a file",
        ["exporting/overview_document"],
        lambda w: overview_file(summarise_topic(w.library, "cache")).content.decode(),
        [
            f"2026-04-12 {YEAR}",
            f"2026 {YEAR}",
            "2 of 2 papers with an inferred year",
            "| 2026-04 | 2, 2 with an inferred year |",
        ],
    ),
    (
        "highlights",
        ["discord_app/render/highlights_post", "discord_app/render/digest_phrases"],
        lambda w: render_highlights(pick_highlights(w.library, today=LATE)),
        [f"Highlights of Tue 14 Apr 2026 {DAY}", f"12 Apr 2026 {YEAR}", f"2026 {YEAR}"],
    ),
    (
        "highlights of a day without digests",
        [],
        lambda w: render_highlights(pick_highlights(w.library, today=LATE, on=date(2026, 4, 20))),
        [f"the latest before it is of Tue 14 Apr 2026 {DAY}"],
    ),
    (
        "the post of a quiet day",
        ["discord_app/render/scheduled_post"],
        show_post,
        [f"no digest has arrived since Tue 14 Apr 2026 {DAY}"],
    ),
    (
        "an inbox",
        [],
        lambda w: render_inbox(
            [pick_highlights(w.library, today=LATE, topic="cache")], on=LATE, marker=1
        ),
        [f"12 Apr 2026 {YEAR}"],
    ),
    (
        "why it was picked: its age",
        ["highlights/reasons"],
        lambda w: show_candidate(w, say_age),
        [f"published on 12 Apr {YEAR}"],
    ),
    (
        "why it was picked: that it is new",
        [],
        lambda w: show_candidate(w, say_new),
        [f"first seen on 14 Apr {DAY}"],
    ),
    (
        "why it was picked: its upvotes",
        [],
        lambda w: show_candidate(w, say_upvotes),
        [f"+6 since 14 Apr {DAY}"],
    ),
    (
        "why it is picked",
        ["discord_app/render/explanation_page"],
        explain,
        [f"the picks of Tue 14 Apr 2026 {DAY}", f"new on 14 Apr {DAY}", f"on 12 Apr {YEAR}"],
    ),
    (
        "why it is not picked",
        [],
        lambda w: explain(w, on=date(2026, 4, 20)),
        [f"The last that had it is of 14 Apr 2026 {DAY}"],
    ),
    (
        "a recap",
        ["discord_app/render/recap_post", "recaps/reasons"],
        lambda w: render_recap(recap(w, WEEK_END), picture=None),
        [f"new on Tuesday {DAY}", "1 day inferred", f"13 Apr 2026 {YEAR}", f"2026 {YEAR}"],
    ),
    (
        "a recap of a week without digests",
        [],
        lambda w: render_recap(recap(w, LATE), picture=None),
        [f"the latest before is of Tue 14 Apr 2026 {DAY}"],
    ),
    (
        "a recap's picture",
        ["pictures/words", "pictures/recap_picture"],
        lambda w: [*map(say_day_number, recap(w, WEEK_END).days), INFERRED_NOTE],
        ["'~14'", "~ the day is inferred"],
    ),
    (
        "a recap's picture in words",
        [],
        lambda w: describe_recap_picture(recap(w, WEEK_END)),
        [f"Tue 14 {DAY}"],
    ),
    (
        "what was missed",
        ["discord_app/render/catch_up_page"],
        show_catch_up,
        [f"The latest digest is of Tue 14 Apr 2026 {DAY}"],
    ),
    (
        "a topic that is followed from now on",
        ["discord_app/render/following_page"],
        show_follow,
        [f"of Tue 14 Apr 2026 {DAY}"],
    ),
    (
        "an added file",
        ["discord_app/render/addition_page"],
        show_addition,
        [f"Tue 14 Apr 2026 {DAY}", f"2026 {YEAR}"],
    ),
    (
        "the state of the index",
        ["discord_app/render/digest_status_page"],
        show_health,
        [
            f"2026 {YEAR}",
            f"Newest digest: Tue 14 Apr 2026 {DAY}",
            f"· 14 Apr 2026 {DAY}",
            f"Tue 14 Apr 2026 {DAY}: text cards",
            f"since 14 Apr 2026 {DAY} 50%",
        ],
    ),
    (
        "the help",
        [],
        lambda w: render_help([], [], w.library.coverage),
        [f"2026 {YEAR}"],
    ),
    (
        "paperboy parse",
        ["cli/parse", "cli/text_forms"],
        lambda w: w.run("parse", w.page),
        [f"2026-04-14 {DAY}", f"2026-04-12 {YEAR}"],
    ),
    (
        "paperboy parse --json",
        ["cli/json_forms", "exporting/paper_forms"],
        lambda w: w.run("parse", "--json", w.page),
        [
            '"issued_on_is_inferred": true',
            '"published_on_is_inferred": true',
            '"first_seen_on_is_inferred": true',
        ],
    ),
    (
        "paperboy search",
        [],
        lambda w: w.run("search", "cache"),
        [f"2026-04-12 {YEAR}", f"2026 {YEAR}"],
    ),
    (
        "paperboy show",
        ["cli/show"],
        lambda w: w.run("show", "#1"),
        [f"2026-04-12 {YEAR}", f"page.txt, 2026-04-14 {DAY}"],
    ),
    (
        "paperboy show --json",
        [],
        lambda w: w.run("show", "--json", "#1"),
        [
            '"published_on_is_inferred": true',
            '"first_seen_on_is_inferred": true',
            '"issued_on_is_inferred": true',
        ],
    ),
    ("paperboy related", [], lambda w: w.run("related", "#1"), [f"2026-04-13 {YEAR}"]),
    ("paperboy ask", [], lambda w: w.run("ask", "what shrinks the cache?"), [f"2026 {YEAR}"]),
    (
        "paperboy summarise",
        [],
        lambda w: w.run("summarise", "cache"),
        [f"2026 {YEAR}", "2, 2 inferred", "2 of 2 papers with an inferred year"],
    ),
    (
        "paperboy summarise --json",
        [],
        lambda w: w.run("summarise", "--json", "cache"),
        [
            '{"month": "2026-04", "count": 2, "inferred_count": 2}',
            '"first_published_on_is_inferred": true',
            '"last_published_on_is_inferred": true',
            '"last_issued_on_is_inferred": true',
        ],
    ),
    (
        "paperboy highlights",
        ["cli/highlights"],
        lambda w: w.run("highlights"),
        [f"Tuesday, 14 April 2026 {DAY}", f"2026-04-12 {YEAR}", f"new on 14 Apr {DAY}"],
    ),
    (
        "paperboy highlights of a day without digests",
        [],
        lambda w: w.run("highlights", "--on", "2026-04-20"),
        [f"the latest before is of 2026-04-14 {DAY}"],
    ),
    (
        "paperboy highlights --json",
        [],
        lambda w: w.run("highlights", "--json"),
        ['"on_is_inferred": true', f"new on 14 Apr {DAY}"],
    ),
    (
        "paperboy recap",
        ["cli/recap"],
        lambda w: w.run("recap", "--until", WEEK_END),
        ["1 day inferred", f"2026-04-12 {YEAR}", f"new on Tuesday {DAY}"],
    ),
    (
        "paperboy recap of a week without digests",
        [],
        lambda w: w.run("recap", "--until", "2026-05-12"),
        [f"The latest before is of 2026-04-14 {DAY}"],
    ),
    (
        "paperboy recap --json",
        [],
        lambda w: w.run("recap", "--json", "--until", WEEK_END),
        ['{"on": "2026-04-14", "on_is_inferred": true', f"new on Tuesday {DAY}"],
    ),
    ("paperboy export", [], lambda w: w.run("export"), ['"first_seen_on_is_inferred": true']),
    (
        "paperboy export --format bibtex",
        ["exporting/bibtex"],
        lambda w: w.run("export", "--format", "bibtex"),
        ["note = {year inferred"],
    ),
    (
        "paperboy status",
        ["cli/status"],
        lambda w: w.run("status"),
        [
            f"2026 {YEAR}",
            f"latest digest: 2026-04-14 {DAY}",
            f"text_cards: 1 digest, 2026-04-14 {DAY}",
            f"2026-04-14 {DAY}: 1 text_cards",
        ],
    ),
    (
        "paperboy status --json",
        [],
        lambda w: w.run("status", "--json"),
        [
            '"first_published_on_is_inferred": true',
            '"last_published_on_is_inferred": true',
            '"last_issued_on_is_inferred": true',
            '"first_issued_on_is_inferred": true',
            '{"on": "2026-04-14", "on_is_inferred": true',
        ],
    ),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The operator's folder, with the page in its index."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    index = open_writer(folder / "index.db")
    ingest_digest(index, read_page(), ingested_at=NOW_AT)
    index.close()
    return folder


@pytest.fixture
def world(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> World:
    for variable in [name for name in os.environ if name.startswith("PAPERBOY_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PAPERBOY_HOME", str(home))

    def run(*arguments: object) -> str:
        """What a verb prints over an index of the page."""
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        assert not ended.value.code
        return capsys.readouterr().out

    return World(library_over(make_index(read_page())), home / "page.txt", run)


@pytest.mark.parametrize(
    ("show", "marked"), [pytest.param(show, marked, id=place) for place, _, show, marked in PLACES]
)
def test_an_inferred_day_says_so(world: World, show: Show, marked: list[str]) -> None:
    shown = str(show(world))
    assert [words for words in marked if words not in shown] == [], shown


# Modules that show other days, or none, each with the reason.
OTHERS = {
    "cli/digest_files": "the day that the operator gives",
    "discord_app/digest_additions": "hands a digest's day on",
    "discord_app/render/discussion_post": "the day of a message",
    "discord_app/render/inbox_post": "the day of the post",
    "discord_app/render/schedule_page": "the days of posts",
    "discord_app/saved_pages": "the instant of a save",
    "highlights/signals": "measures days",
    "playground/payloads": "instants in messages",
    "recaps/week": "measures days",
    "services/fetching": "days of lists that are fetched by their day",
    "services/posts": "keeps days, and whether they are inferred",
}
# Rooms that show something to somebody, or word it.
SHOWING_ROOMS = ("cli", "discord_app", "exporting", "highlights", "pictures", "playground",
                 "recaps", "services")  # fmt: skip
DAYS = {"published_on", "issued_on", "first_seen_on", "first_published_on", "last_published_on",
        "last_issued_on", "latest_on", "first_on", "last_on", "since_on", "seen_on"}  # fmt: skip
WORDINGS = {"say_day", "say_weekday", "say_short_day", "say_issue_day", "say_published", "name_day",
            "name_day_with_preposition", "describe_issue_day", "mark_issued", "mark_published",
            "strftime", "isoformat"}  # fmt: skip


def test_every_module_that_shows_days_is_in_the_table() -> None:
    """Whoever reads below that a module is missing adds a place to PLACES, or says why not."""
    listed = {module for _, modules, _, _ in PLACES for module in modules}
    showing = {
        str(path.relative_to(ROOT / "bot").with_suffix(""))
        for room in SHOWING_ROOMS
        for path in (ROOT / "bot" / room).rglob("*.py")
        if shows_days(path, is_service=room == "services")
    }
    assert showing - listed - set(OTHERS) == set()
    assert (listed | set(OTHERS)) - showing == set(), "show no day any more"
    assert listed.isdisjoint(OTHERS)


def shows_days(path: Path, *, is_service: bool) -> bool:
    """Whether it words days or formats them, or reads them, which services may."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in DAYS and not is_service:
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in WORDINGS:
                return True
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            shape = ast.unparse(node.format_spec)
            if any(sign in shape for sign in ("%d", "%Y", "%m")):
                return True
    return False
