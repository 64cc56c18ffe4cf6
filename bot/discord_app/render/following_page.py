"""What a member follows, and when the inbox comes."""

from typing import Final

from bot.discord_app.render.custom_ids import UNFOLLOW, make_custom_id
from bot.discord_app.render.digest_phrases import say_issue_day
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS, MENU_TEXT_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, Markdown, escape, plain, stack
from bot.discord_app.render.phrases import capitalised, say_count, say_weekday, small
from bot.discord_app.render.reply import (
    HIGHLIGHTS_COLOUR,
    PLAIN_COLOUR,
    Card,
    Menu,
    MenuOption,
    Reply,
    Row,
)
from bot.models import Follow, Highlights, SlotState
from bot.scheduling.deliveries import say_delivery
from bot.services.following import FollowChange, Following
from bot.services.schedules import ScheduleState

TOPIC_LIMIT_CHARS: Final = 120
REASON_LIMIT_CHARS: Final = 200
_ANOTHER_TIME: Final = small(
    "Another time: /follow one of your topics with deliver, such as 08:30 Europe/London."
)
_NOTHING: Final = Markdown(
    "You follow nothing. /follow a topic, and what is new on it comes to you by direct message "
    "once a day, when there is something."
)


def render_follow(change: FollowChange, trial: Highlights, zone_note: str) -> Reply:
    """What is followed now, what fits it today, and when the inbox comes.

    Args:
        change: what became of the wish.
        trial: what would have been picked today.
        zone_note: why that zone, where nobody said it.
    """
    already = "" if change.is_new else " already"
    lines = [Markdown(f"You follow {_say_topic(change.follow)}{already}.")]
    if trial.corrected_topic is not None:
        corrected = escape(trial.corrected_topic, TOPIC_LIMIT_CHARS)
        lines.append(
            Markdown(f"No paper has it spelt so; until one does, I look for “{corrected}”.")
        )
    lines += [
        Markdown(_say_trial(trial)),
        Markdown(f"{_say_delivery(change.inbox, zone_note)}. {_say_next(change.inbox)}"),
        small(f"You follow {say_count(change.follow_count, 'topic')}; /following lists them."),
    ]
    if zone_note:
        lines.append(_ANOTHER_TIME)
    description, _ = stack(lines, DESCRIPTION_LIMIT_CHARS)
    return Reply(cards=(Card(description=description, colour=HIGHLIGHTS_COLOUR),))


def render_following(following: Following) -> Reply:
    """The topics, with a menu to stop them, and when the inbox comes."""
    if not following.follows:
        return Reply(cards=(Card(description=_NOTHING, colour=PLAIN_COLOUR),))
    topics = [
        Markdown(f"**{number}.** {_say_topic(follow)}")
        for number, follow in enumerate(following.follows, 1)
    ]
    ending = []
    if following.inbox is not None:
        ending = [
            Markdown(f"{_say_delivery(following.inbox)}. {_say_next(following.inbox)}"),
            *_say_failure(following.inbox),
            _ANOTHER_TIME,
        ]
    shown, left_out = stack(topics, DESCRIPTION_LIMIT_CHARS // 2)
    if left_out:
        shown = Markdown(f"{shown}\n{small(f'and {left_out} more')}")
    description, _ = stack([shown, *ending], DESCRIPTION_LIMIT_CHARS, "\n\n")
    card = Card(
        title=Markdown("What you follow"), description=description, colour=HIGHLIGHTS_COLOUR
    )
    return Reply(cards=(card,), rows=(_menu(following),))


def render_unfollowed(follow: Follow, following: Following) -> Reply:
    """That a topic is not followed any more, and what still is."""
    said = f"You no longer follow {_say_topic(follow)}."
    if following.inbox is None:
        said += " It was the last one, so nothing comes by direct message any more."
    else:
        said += f" {say_count(len(following.follows), 'topic')} left. {_say_next(following.inbox)}"
    return Reply(content=Markdown(said))


def render_closed_inbox(inbox: ScheduleState) -> Reply:
    """Why nothing came, what to switch on, and when it is tried again."""
    lines = [
        Markdown(
            "Your direct messages are closed for me, so what is new on your topics did not "
            "reach you."
        ),
        Markdown(
            "To get it, switch on Direct Messages in this server's Privacy Settings, and unblock "
            "me if you blocked me."
        ),
        Markdown(f"I try again: {_say_instant(inbox)}. /following shows what you follow."),
    ]
    return Reply(content=Markdown("\n".join(lines)))


def name_follow(follow: Follow) -> str:
    """A topic in a menu or a completion."""
    without = f" (without {follow.excluded})" if follow.excluded else ""
    return plain(f"{follow.topic}{without}", MENU_TEXT_LIMIT_CHARS) or UNTITLED


def _menu(following: Following) -> Row:
    options = tuple(
        MenuOption(name_follow(follow), str(follow.follow_id)) for follow in following.follows
    )
    return Menu(
        custom_id=make_custom_id(UNFOLLOW),
        placeholder="Stop following…",
        options=options,
        most=len(options),
    )


def _say_topic(follow: Follow) -> Markdown:
    topic = f"“{escape(follow.topic, TOPIC_LIMIT_CHARS) or UNTITLED}”"
    if follow.excluded:
        topic += f" without {escape(follow.excluded, TOPIC_LIMIT_CHARS)}"
    return Markdown(topic)


def _say_trial(trial: Highlights) -> str:
    if trial.latest_on is None or trial.seen_count == 0:
        return "No digest is indexed yet."
    papers = say_count(trial.seen_count, "paper")
    day = say_issue_day(trial.latest_on, is_inferred=trial.latest_on_is_inferred)
    if trial.candidate_count == 0:
        return f"None of the {papers} of {day} fits; the first one that does comes to you."
    return f"Of the {papers} of {day}, {trial.candidate_count:,} would have come to you."


def _say_delivery(inbox: ScheduleState, zone_note: str = "") -> str:
    note = f" ({zone_note})" if zone_note else ""
    when = escape(capitalised(say_delivery(inbox.schedule.draft.timing)))
    return f"{when}{note}, by direct message, when there is something new"


def _say_next(inbox: ScheduleState) -> str:
    if inbox.next_at is None:
        return "It rests, because your direct messages are closed for me."
    return f"Next: {_say_instant(inbox)}"


def _say_instant(inbox: ScheduleState) -> str:
    seconds = int((inbox.next_at or inbox.schedule.checked_until_at).timestamp())
    return f"<t:{seconds}:F> (<t:{seconds}:R>)"


def _say_failure(inbox: ScheduleState) -> list[Markdown]:
    """What became of the last one, where Discord did not take it."""
    slot = inbox.last_slot
    is_told = inbox.schedule.is_owner_told or inbox.schedule.is_paused
    if slot is None or slot.state is not SlotState.ABANDONED or not is_told:
        return []
    reason = escape(slot.reason or "", REASON_LIMIT_CHARS)
    return [Markdown(f"⚠️ {say_weekday(slot.local_on)} did not reach you: {reason}")]
