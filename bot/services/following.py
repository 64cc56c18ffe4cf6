"""Following: the topics of a member, and the inbox that brings what is new on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.errors import FollowRefused
from bot.models import Follow, Schedule, ScheduleDraft, ScheduleKind, Timing
from bot.services.community_ports import Community
from bot.services.schedules import ScheduleState, state_of

# A member's topics fit into one menu.
FOLLOW_LIMIT_COUNT: Final = 25
_NAMED_COUNT: Final = 3


@dataclass(frozen=True, slots=True)
class Following:
    """What a member follows, and the inbox, which is there as long as anything is followed."""

    follows: tuple[Follow, ...]
    inbox: ScheduleState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowChange:
    """What became of a wish to follow a topic."""

    follow: Follow
    is_new: bool  # False: it was followed already, perhaps with other exclusions
    follow_count: int
    inbox: ScheduleState


def follow_topic(
    community: Community,
    topic: str,
    *,
    excluded: str | None,
    timing: Timing,
    application_id: int,
    member_id: int,
    now_at: datetime,
) -> FollowChange:
    """Follow a topic; the inbox comes at that time from now on.

    Args:
        community: where it is kept.
        topic: in the query language, understood already.
        excluded: what to leave out; None: nothing, or what was left out of that topic before.
        timing: when the inbox comes.
        application_id: the bot that sends it.
        member_id: who follows.
        now_at: the present.

    Raises:
        FollowRefused: the member follows too many topics.
    """
    with community.transaction():
        known = {_fold(each.topic): each for each in community.load_follows(member_id)}
        before = known.get(_fold(topic))
        if before is None and len(known) >= FOLLOW_LIMIT_COUNT:
            raise FollowRefused(
                f"You follow {len(known)} topics, as many as one may; /unfollow lets one go."
            )
        if before is None:
            community.add_follow(member_id, topic, excluded or "", followed_at=now_at)
        elif excluded is not None and excluded != before.excluded:
            community.remove_follows(member_id, [before.follow_id])
            community.add_follow(member_id, before.topic, excluded, followed_at=now_at)
        follows = community.load_follows(member_id)
        inbox = _keep_inbox(community, timing, application_id, member_id, now_at)
        [follow] = [each for each in follows if _fold(each.topic) == _fold(topic)]
        return FollowChange(
            follow=follow,
            is_new=before is None,
            follow_count=len(follows),
            inbox=state_of(community, inbox, now_at),
        )


def find_inbox_timing(
    community: Community, *, application_id: int, member_id: int
) -> Timing | None:
    """When a member's inbox comes; None where there is none yet."""
    inbox = community.find_inbox(application_id, member_id)
    return None if inbox is None else inbox.draft.timing


def list_following(
    community: Community, *, application_id: int, member_id: int, now_at: datetime
) -> Following:
    """What a member follows, and when the inbox comes next."""
    follows = tuple(community.load_follows(member_id))
    inbox = community.find_inbox(application_id, member_id)
    return Following(follows, None if inbox is None else state_of(community, inbox, now_at))


def unfollow(
    community: Community,
    follow_ids: Sequence[int],
    *,
    application_id: int,
    member_id: int,
    now_at: datetime,
) -> Following:
    """Let topics go; with the last one goes the inbox."""
    with community.transaction():
        community.remove_follows(member_id, follow_ids)
        inbox = community.find_inbox(application_id, member_id)
        if inbox is not None and not community.load_follows(member_id):
            community.remove_schedule(inbox.schedule_id)
        return list_following(
            community, application_id=application_id, member_id=member_id, now_at=now_at
        )


def get_follow(community: Community, reference: str, *, member_id: int) -> Follow:
    """The topic that is meant: by its number as `#12`, by its words, or by some of them.

    Raises:
        FollowRefused: none is, or several are.
    """
    follows = community.load_follows(member_id)
    wanted = _fold(reference)
    exact = [each for each in follows if wanted in {f"#{each.follow_id}", _fold(each.topic)}]
    found = exact or [each for each in follows if wanted in _fold(each.topic)]
    if len(found) == 1:
        return found[0]
    if not follows:
        raise FollowRefused("You follow nothing yet; /follow makes a beginning.")
    named = [f"“{each.topic}”" for each in (found or follows)[:_NAMED_COUNT]]
    if len(found or follows) > _NAMED_COUNT:
        named.append("more: /following lists them")
    meant = "Several of your topics fit" if found else "You do not follow"
    raise FollowRefused(f"{meant} “{reference}”; you follow {', '.join(named)}.")


def list_closed_inboxes(community: Community, *, application_id: int) -> set[int]:
    """The members whose inboxes rest because Discord took nothing for them."""
    return {
        inbox.draft.owner_id
        for inbox in community.load_schedules(application_id, kind=ScheduleKind.INBOX)
        if _is_closed(inbox)
    }


def reopen_inbox(
    community: Community, *, application_id: int, member_id: int, now_at: datetime
) -> ScheduleState | None:
    """Let an inbox that Discord took nothing for try again from now on.

    Returns:
        The inbox where its owner is to hear why nothing came; None where that was said before
        and nothing has arrived since, and where the inbox does not rest.
    """
    with community.transaction():
        inbox = community.find_inbox(application_id, member_id)
        if inbox is None or not _is_closed(inbox):
            return None
        reopened = replace(
            inbox,
            paused_at=None,
            pause_reason=None,
            is_owner_told=True,
            refused_count=0,
            checked_until_at=now_at,
        )
        community.save_schedule(reopened)
        return None if inbox.is_owner_told else state_of(community, reopened, now_at)


def _is_closed(inbox: Schedule) -> bool:
    return inbox.is_paused and inbox.pause_reason is not None


def _keep_inbox(
    community: Community, timing: Timing, application_id: int, member_id: int, now_at: datetime
) -> Schedule:
    """The member's inbox, at that time from now on."""
    inbox = community.find_inbox(application_id, member_id)
    if inbox is None:
        draft = ScheduleDraft(
            kind=ScheduleKind.INBOX,
            guild_id=None,
            channel_id=None,
            owner_id=member_id,
            timing=timing,
            says_quiet_days=False,
        )
        return community.add_schedule(draft, application_id=application_id, created_at=now_at)
    if inbox.draft.timing != timing:
        inbox = replace(inbox, draft=replace(inbox.draft, timing=timing), checked_until_at=now_at)
        community.save_schedule(inbox)
    return inbox


def _fold(topic: str) -> str:
    return " ".join(topic.casefold().split())
