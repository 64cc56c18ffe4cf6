"""An overview as a thread: its messages in their order, and what is told about the thread."""

from dataclasses import replace
from typing import Final

from bot.discord_app.render.limits import THREAD_NAME_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, Markdown, plain
from bot.discord_app.render.reply import AttachedFile, Reply
from bot.discord_app.render.summary_post import render_summary
from bot.discord_app.render.theme_page import render_numbers, render_page
from bot.models import Summary

ASK_ON: Final = Markdown(
    "-# Ask on in this thread with /ask: what is asked here is about this topic first."
)


def thread_name(summary: Summary) -> str:
    """What the overview's thread is called."""
    topic = summary.corrected_topic or summary.topic
    return plain(topic, THREAD_NAME_LIMIT_CHARS) or UNTITLED


def render_thread(
    summary: Summary, *, file: AttachedFile | None, begins_from_message: bool
) -> list[Reply]:
    """The overview, a message for each theme, then numbers and sources; no two titles are equal.

    Args:
        summary: it has themes.
        file: the whole; None where files cannot be sent.
        begins_from_message: the overview stands already where the thread begins.
    """
    themes = [render_page(summary, number) for number in range(1, len(summary.themes) + 1)]
    posts = [*themes, replace(render_numbers(summary), content=ASK_ON)]
    if begins_from_message:
        return posts
    return [replace(render_summary(summary), files=(file,) if file else ()), *posts]


def render_thread_notice(thread_id: int, *, is_new: bool) -> Reply:
    """Where the overview's thread is."""
    said = "Here is the thread" if is_new else "It is open already"
    return Reply(content=Markdown(f"{said}: <#{thread_id}>"))


def render_unfinished(thread_id: int) -> Reply:
    """That a part of the thread is missing, and how it comes."""
    said = f"Discord did not take all of it: <#{thread_id}> is there, but a part of it is missing."
    return Reply(content=Markdown(f"{said} Press “Open as thread” once more and the rest follows."))
