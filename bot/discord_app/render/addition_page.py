"""What became of a file that was added: what was read, what was not, and what is known now."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from bot.discord_app.render.clean import squeeze
from bot.discord_app.render.digest_phrases import say_form, say_issue_day
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    capitalised,
    say_count,
    say_coverage,
    small,
)
from bot.discord_app.render.reply import (
    PAPER_COLOUR,
    PLAIN_COLOUR,
    AttachedFile,
    Card,
    Field,
    Reply,
)
from bot.models import AddedDigest, Addition, Coverage, IngestReport, SkippedEntry, UnreadPart

NAME_LIMIT_CHARS: Final = 120
REASON_LIMIT_CHARS: Final = 300
REASONS_SHOWN_COUNT: Final = 3  # of each digest
DIGESTS_SHOWN_COUNT: Final = 8
UNREAD_SHOWN_COUNT: Final = 4
# More lines than anybody reads; the rest is counted.
REPORT_LIMIT_COUNT: Final = 20_000
REPORT_NAME: Final = "report.txt"
_PARTS_LIMIT_CHARS: Final = DESCRIPTION_LIMIT_CHARS - 400  # beside the sum above, the rest below


def render_addition(addition: Addition, coverage: Coverage) -> Reply:
    """What was read, digest by digest; where that does not fit, a file has all of it.

    Takes long where thousands of things were skipped: not for the event loop.
    """
    blocks = [
        *(_render_unread(part) for part in addition.unread[:UNREAD_SHOWN_COUNT]),
        *(_render_digest(digest) for digest in addition.digests[:DIGESTS_SHOWN_COUNT]),
    ]
    shown, _ = stack(blocks, _PARTS_LIMIT_CHARS)
    is_whole = shown == "\n".join(blocks) and _is_shown_whole(addition)
    parts = [bold(Markdown(_say_sum(addition))), shown]
    if not is_whole:
        parts.append(small(f"All of it stands in {REPORT_NAME}."))
    known = EMPTY_INDEX
    if coverage.paper_count:
        known = Markdown(capitalised(say_coverage(coverage)))
    card = Card(
        title=escape(addition.name, NAME_LIMIT_CHARS) or Markdown("The file"),
        description=Markdown("\n".join(part for part in parts if part)),
        fields=(Field(Markdown("The index now"), known, is_inline=False),),
        colour=PAPER_COLOUR if addition.digests else PLAIN_COLOUR,
    )
    files = () if is_whole else (_write_report(addition),)
    return Reply(cards=(card,), files=files)


def _say_sum(addition: Addition) -> str:
    """How it came out, in a sentence."""
    unread = len(addition.unread)
    left = f" {say_count(unread, 'part')} could not be read." if unread else ""
    if not addition.digests:
        return "Nothing could be read." if unread else "The file is empty: nothing was read."
    if not (addition.added or addition.updated):
        return f"Nothing changed: all papers in it were known as they are.{left}"
    counts = f"{say_count(addition.added, 'new paper')}, {addition.updated:,} updated"
    return f"{say_count(len(addition.digests), 'digest')} read: {counts}.{left}"


def _render_digest(digest: AddedDigest) -> Markdown:
    report = digest.report
    name = escape(report.source, NAME_LIMIT_CHARS)
    facts = SEPARATOR.join([say_form(report.format), _say_day(digest), _say_counts(report)])
    lines = [f"**{name}**{SEPARATOR}{facts}" if name else facts]
    lines += [_render_skipped(skipped) for skipped in report.skipped[:REASONS_SHOWN_COUNT]]
    if (rest := len(report.skipped) - REASONS_SHOWN_COUNT) > 0:
        lines.append(small(f"and {rest:,} more skipped"))
    return Markdown("\n".join(lines))


def _say_day(digest: AddedDigest) -> str:
    return say_issue_day(digest.issued_on, is_inferred=digest.issued_on_is_inferred)


def _say_counts(report: IngestReport) -> str:
    counts = {
        "new": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": len(report.skipped),
    }
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "no papers"


def _render_skipped(skipped: SkippedEntry) -> Markdown:
    reason = escape(skipped.reason, REASON_LIMIT_CHARS)
    return small(f"skipped, line {skipped.line:,}: {reason}")


def _render_unread(part: UnreadPart) -> Markdown:
    name = escape(part.name, NAME_LIMIT_CHARS)
    reason = escape(capitalised(part.reason), 2 * REASON_LIMIT_CHARS)
    return Markdown(f"⚠️ **{name}** was not read. {reason}" if name else f"⚠️ {reason}")


def _is_shown_whole(addition: Addition) -> bool:
    """Whether neither a part nor a reason was left out."""
    reasons = chain(
        (skipped.reason for digest in addition.digests for skipped in digest.report.skipped),
        (part.reason for part in addition.unread),
    )
    return (
        len(addition.digests) <= DIGESTS_SHOWN_COUNT
        and len(addition.unread) <= UNREAD_SHOWN_COUNT
        and all(len(each.report.skipped) <= REASONS_SHOWN_COUNT for each in addition.digests)
        and all(len(reason) <= REASON_LIMIT_CHARS for reason in reasons)
    )


def _write_report(addition: Addition) -> AttachedFile:
    total = (
        1
        + len(addition.unread)
        + len(addition.digests)
        + sum(len(digest.report.skipped) for digest in addition.digests)
    )
    lines = list(islice(_iter_report(addition), REPORT_LIMIT_COUNT))
    if total > len(lines):
        lines.append(f"and {total - len(lines):,} lines more")
    text = "\n".join(lines) + "\n"
    return AttachedFile(REPORT_NAME, text.encode())


def _iter_report(addition: Addition) -> Iterator[str]:
    yield squeeze(f"{addition.name}: {_say_sum(addition)}")
    for part in addition.unread:
        yield squeeze(f"not read: {part.name}: {part.reason}")
    for digest in addition.digests:
        report = digest.report
        facts = f"{report.format}, {_say_day(digest)}, {_say_counts(report)}"
        yield squeeze(f"{report.source}: {facts}")
        for skipped in report.skipped:
            yield squeeze(f"  line {skipped.line}: {skipped.reason}")
