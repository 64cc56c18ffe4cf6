"""How the index fares: what came in, what could not be read, and the last fetch and the next."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from bot.discord_app.render.digest_phrases import say_form, say_issue_day
from bot.discord_app.render.limits import FIELD_VALUE_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.phrases import SEPARATOR, capitalised, say_coverage, say_day
from bot.discord_app.render.reply import PAPER_COLOUR, PLAIN_COLOUR, Card, Field, Reply
from bot.models import Coverage, DayHealth, DigestHealth, FetchState, FormHealth, LayoutShift
from bot.text.counting import count_of
from bot.text.inferred_days import mark_issued

DAYS_SHOWN_COUNT: Final = 5
REASONS_SHOWN_COUNT: Final = 6
REASON_LIMIT_CHARS: Final = 150
FAULT_LIMIT_CHARS: Final = 400
# Beside how many lines were left out.
_FIELD_LIMIT_CHARS: Final = FIELD_VALUE_LIMIT_CHARS - 40


def render_digest_status(
    health: DigestHealth, fetching: FetchState, next_at: datetime | None
) -> Reply:
    """The index in figures.

    Args:
        health: what was received, and how it was read.
        fetching: how the last fetch went.
        next_at: when the next one comes by itself; None: never.
    """
    fetch = Field(Markdown("Fetching"), _say_fetching(fetching, next_at), is_inline=False)
    title = Markdown("The index")
    if not health.forms:
        card = Card(title=title, description=EMPTY_INDEX, fields=(fetch,), colour=PLAIN_COLOUR)
        return Reply(cards=(card,))
    fields = [
        *_make_field("⚠️ A layout may have changed", [_say_shift(each) for each in health.shifts]),
        *_make_field("Digests by form", [_say_form_health(each) for each in health.forms]),
        *_make_field("Latest days", [_say_day(each) for each in health.days[:DAYS_SHOWN_COUNT]]),
        *_make_field("Skipped", list(_iter_skipped(health))),
        fetch,
    ]
    card = Card(
        title=title,
        description=Markdown("\n".join(_iter_knowledge(health.coverage))),
        fields=tuple(fields),
        colour=PAPER_COLOUR,
    )
    return Reply(cards=(card,))


def _iter_knowledge(coverage: Coverage) -> Iterator[str]:
    yield capitalised(say_coverage(coverage))
    newest = say_issue_day(coverage.last_issued_on, is_inferred=coverage.last_issued_on_is_inferred)
    yield f"Newest digest: {newest}"
    if coverage.paper_count:
        yield _say_unknown(coverage)


def _say_unknown(coverage: Coverage) -> str:
    counts = {
        "date": coverage.undated_count,
        "author count": coverage.without_author_count,
        "arXiv id": coverage.without_arxiv_id_count,
    }
    missing = [f"the {what} of {count_of(n, 'paper')}" for what, n in counts.items() if n]
    if not missing:
        return "Every paper has a date, an author count and an arXiv id"
    return f"Unknown: {', '.join(missing)}"


def _make_field(name: str, lines: Sequence[Markdown]) -> list[Field]:
    """The lines below a heading, as many as fit, and how many do not."""
    if not lines:
        return []
    shown, left_out = stack(lines, _FIELD_LIMIT_CHARS)
    if left_out:
        shown = Markdown(f"{shown}\nand {left_out:,} more".lstrip())
    return [Field(Markdown(name), shown, is_inline=False)]


def _say_form_health(form: FormHealth) -> Markdown:
    parts = [count_of(form.digest_count, "digest")]
    if form.reading_count > form.digest_count:
        parts.append(f"read {form.reading_count:,} times")
    parts.append(count_of(form.entry_count, "entry", "entries"))
    if form.skipped_count:
        parts.append(f"{form.skipped_count:,} skipped")
    said = f"**{say_form(form.format)}**: {', '.join(parts)}"
    if form.first_on is not None and form.last_on is not None:
        first = mark_issued(say_day(form.first_on), is_inferred=form.first_on_is_inferred)
        last = mark_issued(say_day(form.last_on), is_inferred=form.last_on_is_inferred)
        days = dict.fromkeys([first, last])
        said += f"{SEPARATOR}{' – '.join(days)}"
    return Markdown(said)


def _say_day(day: DayHealth) -> Markdown:
    on = capitalised(say_issue_day(day.on, is_inferred=day.is_inferred))
    counts = ", ".join(f"{say_form(form)} ({count:,})" for form, count in day.digest_counts[:4])
    return Markdown(f"{on}: {counts}")


def _iter_skipped(health: DigestHealth) -> Iterator[Markdown]:
    """Why, the most frequent reasons first."""
    if not health.skipped:
        yield Markdown("Nothing: every card was read")
        return
    entries = count_of(health.entry_count, "entry", "entries")
    yield Markdown(f"{health.skipped_count:,}, beside {entries} that were read")
    for group in health.skipped[:REASONS_SHOWN_COUNT]:
        yield Markdown(f"{group.count:,} × {escape(group.reason, REASON_LIMIT_CHARS)}")
    if (rest := len(health.skipped) - REASONS_SHOWN_COUNT) > 0:
        yield Markdown(f"and for {count_of(rest, 'further reason')}")


def _say_shift(shift: LayoutShift) -> Markdown:
    since = mark_issued(say_day(shift.since_on), is_inferred=shift.since_on_is_inferred)
    return Markdown(
        f"**{say_form(shift.format)}**: of {count_of(shift.digest_count, 'digest')} since "
        f"{since} {shift.latest_ratio:.0%} of the cards were not read, "
        f"{shift.earlier_ratio:.0%} before"
    )


def _say_fetching(state: FetchState, next_at: datetime | None) -> Markdown:
    last = "never" if state.last_at is None else _say_instant(state.last_at)
    if state.last_at is None and state.day_count:
        last = "broken off"
    if state.last_at is not None or state.day_count:
        last += f", {count_of(state.day_count, 'day')} known"
    if state.last_day is not None:
        last += f", the newest {say_day(state.last_day)}"
    lines = [f"Last: {last}"]
    if state.fault:
        lines.append(f"⚠️ It failed: {escape(state.fault, FAULT_LIMIT_CHARS)}")
    lines.append("Next: not by itself" if next_at is None else f"Next: {_say_instant(next_at)}")
    return Markdown("\n".join(lines))


def _say_instant(at: datetime) -> str:
    seconds = int(at.timestamp())
    return f"<t:{seconds}:f> (<t:{seconds}:R>)"
