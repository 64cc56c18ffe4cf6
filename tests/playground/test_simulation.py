import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import LineNotUnderstood
from bot.playground.completion import find_completion
from bot.playground.session import Session
from bot.playground.shown import (
    Appeared,
    Changed,
    Discussion,
    FormOpened,
    Happening,
    Notice,
    Place,
    ShownMessage,
    ThreadOpened,
)
from bot.playground.simulation import Simulation, open_simulation
from bot.playground.typed_command import parse_typed_command
from bot.playground.typed_line import Press, parse_typed_line
from tests.playground.toy_client import PAPERS, ToyClient

DISCORD_EPOCH_MILLISECONDS = 1_420_070_400_000


async def run(simulation: Simulation, line: str) -> list[Happening]:
    await simulation.run(parse_typed_command(line, simulation.catalog))
    return take(simulation)


def take(simulation: Simulation) -> list[Happening]:
    queue = simulation.happenings
    return [queue.get_nowait() for _ in range(queue.qsize())]


def message_of(happening: Happening) -> ShownMessage:
    assert isinstance(happening, Appeared | Changed)
    return happening.message


def test_the_catalog_comes_from_what_the_bot_announced(simulation: Simulation) -> None:
    names = [command.name for command in simulation.catalog.commands]
    assert names == sorted(names)
    assert {"search", "schedule add", "schedule list"} <= set(names)
    assert simulation.catalog.message_commands == ("Count words",)
    search = simulation.catalog.find_command("search kv")
    assert search is not None
    assert search.usage == "/search <query> [sort:] [limit:] [since:]"


async def test_a_command_shows_a_card(simulation: Simulation) -> None:
    [appeared] = await run(simulation, "/search kv sort:newest limit:3")
    message = message_of(appeared)
    assert message.content == r"Asked for: kv \| newest \| 3 \| -"
    assert message.embeds[0].title == "Results for kv"
    assert [button.label for button in message.buttons] == ["Previous page", "Next page"]
    assert message.buttons[0].is_disabled
    assert message.author == "Paperboy"
    assert message.place == Place(message.place.place_id, "papers", "channel")


async def test_a_button_edits_its_message_in_place(simulation: Simulation) -> None:
    [appeared] = await run(simulation, "/search kv")
    message = message_of(appeared)
    await simulation.press(message, message.buttons[1].custom_id or "")
    [changed] = take(simulation)
    assert isinstance(changed, Changed)
    assert changed.message.message_id == message.message_id
    assert "page 2" in changed.message.embeds[0].description


async def test_a_menu_answers_the_member_alone(simulation: Simulation) -> None:
    [appeared] = await run(simulation, "/search kv")
    message = message_of(appeared)
    await simulation.choose(message, message.menus[0].custom_id, ["3"])
    [answer] = take(simulation)
    assert message_of(answer).is_ephemeral
    assert PAPERS[3] in message_of(answer).content


async def test_a_promised_answer_is_shown_thinking_and_then_edited(
    client: ToyClient, simulation: Simulation
) -> None:
    turn = asyncio.create_task(run(simulation, "/slow"))
    thinking = message_of(await simulation.happenings.get())
    assert thinking.is_thinking
    assert simulation.is_busy
    client.gate.set()
    changed, more = await turn
    assert (message_of(changed).message_id, message_of(changed).content) == (
        thinking.message_id,
        "At last.",
    )
    assert message_of(more).content == "And one more thing."
    assert not simulation.is_busy


async def test_an_answer_may_take_longer_than_the_simulation_waits(
    client: ToyClient, simulation: Simulation
) -> None:
    simulation._world.env.settle_timeout = 0.01
    turn = asyncio.create_task(run(simulation, "/slow"))
    assert message_of(await simulation.happenings.get()).is_thinking
    asyncio.get_running_loop().call_later(0.1, client.gate.set)  # the verb has given up by then
    changed, *_ = await turn
    assert message_of(changed).content == "At last."


async def test_a_change_may_be_promised_first(simulation: Simulation) -> None:
    [appeared] = await run(simulation, "/schedule list")
    message = message_of(appeared)
    assert message.embeds[0].description == "## Schedules\n09:00 in papers"
    await simulation.press(message, "toy:pause")
    [changed] = take(simulation)
    assert message_of(changed).embeds[0].description == "## Schedules\npaused"
    assert message_of(changed).buttons[0].label == "Resume"


async def test_a_message_that_is_gone_cannot_be_pressed(simulation: Simulation) -> None:
    [appeared] = await run(simulation, "/search kv")
    message = replace(message_of(appeared), message_id=1)
    with pytest.raises(LineNotUnderstood, match="That message is gone"):
        await simulation.press(message, "x")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("/fail", "The bot failed without an answer: RuntimeError: the toy broke"),
        (
            "/ignore",
            "The bot gave no answer: Discord would show “The application did not respond”.",
        ),
        ("/forget", "The bot promised an answer and gave none."),
    ],
)
async def test_a_missing_answer_is_told(line: str, complaint: str, simulation: Simulation) -> None:
    assert (await run(simulation, line))[-1] == Notice(complaint, is_error=True)


async def test_a_form_is_opened_and_sent(simulation: Simulation) -> None:
    [opened] = await run(simulation, "/note")
    assert isinstance(opened, FormOpened)
    heading = opened.form.inputs[0]
    assert (heading.label, heading.is_required, opened.form.inputs[1].is_long) == (
        "Heading",
        True,
        True,
    )
    await simulation.submit(opened.form, {heading.custom_id: "Hi"})
    [answer] = take(simulation)
    assert message_of(answer).content == "Noted **Hi**: "


async def test_a_thread_is_a_place_to_go_to(simulation: Simulation) -> None:
    happenings = await run(simulation, "/discuss KV talk")
    opened = next(one for one in happenings if isinstance(one, ThreadOpened))
    first = message_of(happenings[-1])
    assert (first.place, first.embeds[0].title) == (opened.place, "KV talk")
    simulation.enter(opened.place)
    await simulation.say("@paperboy hello")
    said, answered = (message_of(one) for one in take(simulation))
    assert (said.author, said.content, said.place) == ("you", "@Paperboy hello", opened.place)
    assert answered.content == "You said: @Paperboy hello"


async def test_buttons_in_a_thread_are_pressed_from_inside_only(simulation: Simulation) -> None:
    session = Session(simulation)
    happenings = await run(simulation, "/search kv")
    happenings += await run(simulation, "/discuss KV talk")
    opened = next(one for one in happenings if isinstance(one, ThreadOpened))
    backend = simulation._world.env.backend
    button = {"type": 2, "style": 2, "label": "Agree", "custom_id": "toy:agree"}
    backend.create_message(
        opened.place.place_id,
        backend.bot_user.id,
        "Do you?",
        components=[{"type": 1, "components": [button]}],
    )
    for happening in [*happenings, *await run(simulation, "/whisper")]:
        session.note(happening)

    with pytest.raises(LineNotUnderstood, match="there is Previous page, Next page"):
        await session.carry_out(Press("soap"))
    simulation.enter(opened.place)
    with pytest.raises(LineNotUnderstood, match="there is Agree"):
        await session.carry_out(Press("soap"))


async def test_direct_messages_are_a_place_too(simulation: Simulation) -> None:
    mail = message_of((await run(simulation, "/mail"))[0])
    assert mail.place.kind == "direct message"
    simulation.enter(mail.place)
    [appeared] = await run(simulation, "/search kv")
    card = message_of(appeared)
    assert card.place == mail.place
    await simulation.press(card, card.buttons[1].custom_id or "")
    assert isinstance(take(simulation)[0], Changed)
    await simulation.say("hello")
    assert message_of(take(simulation)[0]).content == "hello"


async def test_values_may_name_what_is_in_the_server(simulation: Simulation) -> None:
    [appeared] = await run(simulation, "/schedule add 09:00 channel:#papers")
    assert message_of(appeared).content == "At 09:00 in #papers."
    with pytest.raises(LineNotUnderstood, match="“news” is not in this server; there is papers"):
        await run(simulation, "/schedule add 09:00 channel:news")


async def test_a_file_is_taken_from_this_computer(simulation: Simulation, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("a page", encoding="utf-8")
    [appeared] = await run(simulation, f"/copy {path}")
    [file] = message_of(appeared).files
    assert (file.name, simulation.read_file(file)) == ("copy-of-page.txt", b"a page")
    with pytest.raises(LineNotUnderstood, match="no such file"):
        await run(simulation, f"/copy {path}.gone")


async def test_values_are_completed_by_the_bot(simulation: Simulation) -> None:
    completion = find_completion("/search cache e", simulation.catalog)
    assert completion is not None
    assert completion.question is not None
    assert [one.name for one in await simulation.complete(completion.question)] == [PAPERS[1]]
    assert take(simulation) == []


async def test_an_accepted_name_is_sent_as_its_value(simulation: Simulation) -> None:
    session = Session(simulation)
    completion = session.find_completion("/search survey")
    assert completion is not None
    assert completion.question is not None
    [suggestion] = await session.ask(completion.question)
    line = parse_typed_line(f"/search {suggestion.insert}")
    assert line is not None
    await session.carry_out(line)
    assert message_of(take(simulation)[0]).embeds[0].title == f"Results for {PAPERS[4]}"


async def test_a_command_in_the_menu_of_a_message(simulation: Simulation) -> None:
    await simulation.say("three small words")
    [said] = take(simulation)
    await simulation.run_on_message("Count words", message_of(said))
    [answer] = take(simulation)
    assert message_of(answer).content == "3 words"
    mail = message_of((await run(simulation, "/mail"))[0])
    with pytest.raises(LineNotUnderstood, match="Only messages in the server"):
        await simulation.run_on_message("Count words", mail)


async def test_a_discussion_can_stand_there_from_the_beginning(client: ToyClient) -> None:
    discussion = Discussion("Reading group", (("ada", "Is it fast?"), ("grace", "It is.")))
    async with open_simulation(client, discussion=discussion) as simulation:
        [opened] = take(simulation)
        assert isinstance(opened, ThreadOpened)
        assert opened.place.label == "thread “Reading group”"
        simulation.enter(opened.place)
        shown = [(message_of(one).author, message_of(one).content) for one in take(simulation)]
        assert shown == list(discussion.messages)


async def test_the_bot_is_connected_when_one_says_to_the_same_server() -> None:
    places: set[Place] = set()
    for started_at in (datetime(2030, 5, 6, tzinfo=UTC), datetime(2031, 5, 6, tzinfo=UTC)):
        async with open_simulation(ToyClient(), started_at=started_at) as simulation:
            [appeared] = await run(simulation, "/whisper")
            milliseconds = (message_of(appeared).message_id >> 22) + DISCORD_EPOCH_MILLISECONDS
            assert datetime.fromtimestamp(milliseconds / 1000, UTC) == started_at
            places.add(simulation.here)
    assert len(places) == 1


async def test_a_bot_with_a_short_timer_answers_as_soon_as_any_other() -> None:
    async with open_simulation(ToyClient(tick_seconds=5.01)) as simulation:
        async with asyncio.timeout(2):
            [appeared] = await run(simulation, "/whisper")
        assert message_of(appeared).content == "psst"
