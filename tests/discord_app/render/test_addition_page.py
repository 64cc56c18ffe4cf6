"""How much of a long report is shown, and that a file has the rest."""

from bot.discord_app.render.addition_page import REPORT_LIMIT_COUNT, render_addition
from bot.models import AddedDigest, Addition, Coverage, IngestReport, SkippedEntry, UnreadPart
from tests.builders import TODAY

COVERAGE = Coverage(
    paper_count=9, digest_count=2, first_published_on=None, last_published_on=None,
    undated_count=9, without_arxiv_id_count=9, without_author_count=9, last_issued_on=None,
)  # fmt: skip


def make_addition(skipped_count: int, *unread: UnreadPart) -> Addition:
    skipped = tuple(SkippedEntry(line, "no title") for line in range(1, skipped_count + 1))
    report = IngestReport("page.html", "html_page", 4, 0, 0, skipped)
    return Addition("march.zip", (AddedDigest(report, TODAY, issued_on_is_inferred=True),), unread)


def test_a_short_report_needs_no_file() -> None:
    reply = render_addition(make_addition(2, UnreadPart("cut.json", "it is cut.")), COVERAGE)

    (card,) = reply.cards
    assert not reply.files
    assert "HTML page · Mon 20 Apr 2026 (inferred) · 4 new, 2 skipped" in card.description
    assert "skipped, line 2: no title" in card.description
    assert "⚠️ **cut.json** was not read. It is cut." in card.description


def test_of_many_reasons_the_first_are_shown_and_a_file_has_them_all() -> None:
    reply = render_addition(make_addition(40), COVERAGE)

    (card,), (file,) = reply.cards, reply.files
    assert "and 37 more skipped" in card.description
    assert "All of it stands in report.txt." in card.description
    assert file.content.decode().endswith("line 40: no title\n")


def test_a_report_that_nobody_could_read_is_cut() -> None:
    (file,) = render_addition(make_addition(REPORT_LIMIT_COUNT), COVERAGE).files

    assert file.content.decode().endswith("\nand 2 lines more\n")
