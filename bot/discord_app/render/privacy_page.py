"""What is kept about a member, in words; and that it is deleted."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.discord_app.render.custom_ids import FORGET_ME, make_custom_id
from bot.discord_app.render.markdown import Markdown
from bot.discord_app.render.phrases import join_names, say_count
from bot.discord_app.render.reply import AttachedFile, Button, Reply

Kept = Mapping[str, Sequence[object]]  # rows by what they are about

# What of it is a member's own: with how many there are, or as the one thing that it is.
_COUNTED: Final = {
    "votes": "vote",
    "saved_papers": "saved paper",
    "followed_topics": "followed topic",
    "inbox_posts": "personal digest",
}
_WISH: Final = "left_out_of_summaries"
_SINGLE: Final = {
    "inbox": "when you want your digests",
    "last_look": "when you last caught up",
    _WISH: "your wish to be left out of summaries",
}
_SCHEDULES: Final = "server_schedules"
_SCHEDULES_STAY: Final = (
    "The schedules that you made for servers belong to these and stay, without your name: "
    "you hear no more of them."
)
_WISH_ENDS: Final = (
    "With that wish, what you write may stand in summaries of discussions again; "
    "/privacy summaries leaves it out once more."
)
_LEFT_OUT: Final = Markdown(
    "From now on what you write is left out of every summary of a discussion, in all servers; "
    "the summary says only how many messages were left out. What was posted before stays.\n"
    "For this I keep your wish, as /privacy show shows."
)
_INCLUDED: Final = Markdown(
    "What you write may stand in summaries of discussions, which I make when somebody asks for "
    "one. /privacy summaries leaves it out again."
)
_NOTHING: Final = "I keep nothing about you"


def render_kept(kept: Kept, file: AttachedFile) -> Reply:
    """What is kept, counted, and the file that holds all of it."""
    own = _say_own(kept)
    if schedules := kept.get(_SCHEDULES):
        own.append(f"{say_count(len(schedules), 'schedule')} that you made for servers")
    if not own:
        return Reply(content=Markdown(f"{_NOTHING}."))
    lines = [
        f"About you I keep {join_names(own)}.",
        "The file holds all of it, as it is kept; /privacy forget deletes it.",
    ]
    return Reply(content=Markdown("\n".join(lines)), files=(file,))


def render_forget_question(kept: Kept) -> Reply:
    """What would be deleted, and the button that does it."""
    lines = _say_forgotten(kept, "This deletes", ". It cannot be undone.")
    if not lines:
        return Reply(content=Markdown(f"{_NOTHING}: there is nothing to delete."))
    button = Button(label="Delete it all", custom_id=make_custom_id(FORGET_ME), is_danger=True)
    return Reply(content=Markdown("\n".join(lines)), rows=((button,),))


def render_forgotten(kept: Kept) -> Reply:
    """What was deleted."""
    lines = _say_forgotten(kept, "Deleted:", f". {_NOTHING} any more.")
    return Reply(content=Markdown("\n".join(lines or [f"{_NOTHING} any more."])))


def render_summaries_choice(*, is_left_out: bool) -> Reply:
    """What becomes of a member's messages where a discussion is summarised."""
    return Reply(content=_LEFT_OUT if is_left_out else _INCLUDED)


def _say_forgotten(kept: Kept, beginning: str, end: str) -> list[str]:
    own = _say_own(kept)
    lines = [f"{beginning} {join_names(own)}{end}"] if own else []
    if kept.get(_WISH):
        lines.append(_WISH_ENDS)
    if kept.get(_SCHEDULES):
        lines.append(_SCHEDULES_STAY)
    return lines


def _say_own(kept: Kept) -> list[str]:
    counted = [
        say_count(len(rows), noun) for name, noun in _COUNTED.items() if (rows := kept.get(name))
    ]
    return [*counted, *(said for name, said in _SINGLE.items() if kept.get(name))]
