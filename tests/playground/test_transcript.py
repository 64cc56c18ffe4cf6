import asyncio
import io
import re
import time
from pathlib import Path

import pytest

from bot.playground.simulation import Simulation
from bot.playground.transcript import Transcript
from tests.playground.toy_client import PAPERS

WELCOME = "# Hello\n/search kv cache"


async def converse(simulation: Simulation, *lines: str, echoes: bool = True) -> str:
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    await Transcript(simulation, source, target, welcome=WELCOME, echoes=echoes).run()
    return target.getvalue()


async def test_a_conversation_reads_as_text(simulation: Simulation) -> None:
    text = await converse(simulation, "/search kv cache", "press 2", "choose 3")
    question, page, card, end = text.split("\n\n")
    assert (
        question
        == """\
> /search kv cache
Paperboy
Asked for: kv cache | - | 10 | -
┃ Results for kv cache <https://example.org/search>
┃ KV cache compression by chunks – open <https://example.org/0>
┃ page 1 of 5
┃
┃ Who: 18 authors · When: 2026-04-05
┃ Abstract:
┃ | We compress.
┃ • once
┃ • twice
┃
┃ from 4 digests, 214 papers
Source: https://example.org/source
[1] Previous page (off)  [2] Next page
Open a paper:
  (1) KV cache compression by chunks – paper 0
  (2) KV cache eviction revisited – paper 1
  (3) Speculative decoding with *draft* trees – paper 2
  (4) Diffusion for long videos – paper 3
  (5) A survey of retrieval – paper 4"""
    )
    assert page.startswith("> press 2\nPaperboy (changed)\n")
    assert card.startswith("> choose 3\nPaperboy (only you can see this)\nSpeculative decoding")
    assert end == ""


class PatientSource(io.StringIO):
    """Somebody who types nothing for a while, and then leaves."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        time.sleep(0.8)
        return super().readline(-1 if size is None else size)


@pytest.mark.parametrize("echoes", [True, False])
async def test_what_comes_while_nobody_types_is_written_at_once(
    simulation: Simulation, *, echoes: bool
) -> None:
    target = io.StringIO()
    transcript = Transcript(simulation, PatientSource(), target, welcome=WELCOME, echoes=echoes)
    running = asyncio.create_task(transcript.run())
    await simulation.say("@Paperboy hello")
    await running
    shown = "Paperboy\nYou said: @Paperboy hello\n\n"
    assert target.getvalue().endswith(shown if echoes else f"> \n{shown}> ")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["/fail"], "error: The bot failed without an answer", id="failing bot"),
        pytest.param(["/serch"], "error: There is no command /serch", id="unknown command"),
        pytest.param(["press 1"], "error: There is no card with buttons", id="no card"),
        pytest.param(
            ["/search a", "press soap"],
            "error: There is no button “soap”; there is Previous page, Next page.",
            id="no such button",
        ),
        pytest.param(
            ["/search a", "press page"],
            "error: There is more than one button “page”; there is Previous page, Next page.",
            id="two such buttons",
        ),
        pytest.param(["/keep", "press 1"], "error: There is no button here.", id="no button"),
        pytest.param(["/schedule list", "choose 1"], "error: There is no menu here.", id="no menu"),
        pytest.param(["/search a", "press 1"], "“Previous page” is switched off", id="disabled"),
        pytest.param(["/search a", "press 7"], "no button 7; there are 2.", id="button's number"),
        pytest.param(["/search a", "press page"], "There is more than one", id="unclear label"),
        pytest.param(["/search a", "press next"], "page 2 of 5", id="label"),
        pytest.param(["/search a", "choose 1 2"], "The menu takes 1 at once", id="too many"),
        pytest.param(["/search a", "choose survey"], "A survey of retrieval\n", id="menu's text"),
        pytest.param(["choose 1"], "error: There is no card", id="no menu"),
        pytest.param(["fill a:b"], "error: No form is open", id="no form"),
        pytest.param(["/note", "fill Note:x"], "The form wants Heading too", id="incomplete form"),
        pytest.param(["/note", "fill Hi"], "Noted Hi:", id="form"),
        pytest.param(["hello"], "note: Nobody answered.", id="plain words"),
        pytest.param(["@Paperboy hello"], "You said: @Paperboy hello", id="mention"),
        pytest.param(["hello you", "menu count"], "2 words", id="message menu"),
        pytest.param(["menu count"], "error: There is no message yet", id="no message"),
        pytest.param(["menu xyz"], "error: There is no command in a message's menu", id="menu"),
        pytest.param(["/mail"], "Paperboy (in direct messages)\nYour daily", id="direct message"),
        pytest.param(
            ["/discuss KV", "enter KV", "hi"], "note: You are in thread “KV” now.", id="thread"
        ),
        pytest.param(["enter x"], "error: There is no x; there is # papers.", id="no such place"),
        pytest.param(["/schedule list"], "┃ Schedules\n┃ 09:00 in papers\n[1] Pause", id="layout"),
        pytest.param(["save"], "error: The bot has not sent a file yet", id="no file"),
        pytest.param(["help"], "  /search         Search the indexed papers", id="help"),
        pytest.param(
            ["/search a", "next"],
            "To press the button “Next page”, type: press next",
            id="a button's name alone",
        ),
        pytest.param(
            ["/search a", "previous"], "Nobody answered. Type /", id="a name switched off"
        ),
        pytest.param(["/search a", "page 1"], "Nobody answered. Type /", id="no button's name"),
        pytest.param(["/search a", "choose 6"], "no line 6 in a menu; there are 1 to 5", id="line"),
    ],
)
async def test_what_comes_of_lines(lines: list[str], expected: str, simulation: Simulation) -> None:
    assert expected in await converse(simulation, *lines)


async def test_several_lines_of_a_menu_are_taken_or_none(simulation: Simulation) -> None:
    text = await converse(
        simulation, "/search a", "/keep", "choose 1 3", "/keep", "choose none", "choose none"
    )
    assert f"  (2) ✓ {PAPERS[1]}\n" in text
    assert "Kept: 0, 2\n" in text
    assert "Kept: none\n" in text
    assert "error: There is no menu of which no line can be taken." in text


async def test_a_card_that_lost_its_menu_gives_way_to_the_one_before(
    simulation: Simulation,
) -> None:
    text = await converse(simulation, "/search a", "/keep", "choose 1", "press 2")
    assert text.split("> press 2\n")[1].startswith("Paperboy (changed)\n")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param([], [], id="nothing happened"),
        pytest.param(["/search a"], ["press 1", "choose 1", "menu Count words"], id="card"),
        pytest.param(["/schedule list"], ["press 1", "menu Count words"], id="only a button"),
        pytest.param(["/note"], ["fill Heading:"], id="form"),
        pytest.param(["/note", "fill Hi"], ["menu Count words"], id="form was sent"),
        pytest.param(["/discuss KV"], ["menu Count words", "enter KV"], id="thread"),
        pytest.param(
            ["/discuss KV", "enter KV"], ["menu Count words", "enter papers"], id="in the thread"
        ),
    ],
)
async def test_help_lists_what_is_possible_now(
    lines: list[str], words: list[str], simulation: Simulation
) -> None:
    text = await converse(simulation, *lines, "help")
    listed = text.split("> help\n")[1].split("\n\n")[2].splitlines()
    typed = [re.split(r"\s{2,}", line.strip())[0] for line in listed]
    assert typed == ["@Paperboy", *words, "help", "exit"]


async def test_files_are_kept_on_request(simulation: Simulation, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("x" * 1234, encoding="utf-8")
    text = await converse(
        simulation,
        f"/copy {page}",
        f"save {tmp_path}",
        f"save {tmp_path}",
        "save /nowhere/at/all",
        "help",
    )
    copy = tmp_path / "copy-of-page.txt"
    assert "[file copy-of-page.txt, 1.2 kB]" in text
    assert re.search(r"  save +save the file copy-of-page\.txt\n", text)
    assert f"note: Saved as {copy}." in text
    assert f"error: There is a file {copy} already" in text
    assert "cannot be written: No such file or directory." in text
    assert copy.read_text(encoding="utf-8") == page.read_text(encoding="utf-8")


async def test_exit_ends_before_the_lines_do(simulation: Simulation) -> None:
    assert await converse(simulation, "", "exit", "/whisper") == "> exit\n"


async def test_on_a_terminal_the_guide_comes_first_and_lines_are_not_repeated(
    simulation: Simulation,
) -> None:
    text = await converse(simulation, "/whisper", echoes=False)
    assert text.startswith("Hello\n/search kv cache\n\n  /copy ")
    assert text.endswith("> Paperboy (only you can see this)\npsst\n\n> ")
