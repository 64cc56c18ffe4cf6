import pytest
import simcord

from bot.discord_app.desk import Desk
from bot.models import Digest, Organization
from tests.builders import make_digest, make_entry
from tests.end_to_end.server import Server, custom_id_of, menu_of, shown, text_of
from tests.end_to_end.test_trouble import send_button

NVIDIA = Organization("nvidia", "NVIDIA")
MENU = "Find papers like this"


@pytest.fixture
def digests() -> list[Digest]:
    return [
        make_digest(
            make_entry(
                "Evicting the KV Cache", "The KV cache shrinks by eviction. Nothing is trained.",
                arxiv_id="2604.00001", organization=NVIDIA,
            ),
            make_entry("*Paging* a @everyone KV Cache", "It is paged.", organization=NVIDIA),
            make_entry("A KV Cache on Disk", "Disks are slow, yet large."),
            make_entry("A Map of Deserts", "Where sand moves, and why."),
            make_entry("Robot Arms", "They fold laundry."),
            make_entry("Bird Song", "Birds sing at dawn."),
            make_entry("Rivers", "Water finds its way."),
        )
    ]  # fmt: skip


async def related(server: Server, title: str) -> simcord.InteractionResult:
    return await server.ann.slash(server.channel, "related", title=title)


async def say_and_ask(server: Server, text: str) -> simcord.InteractionResult:
    """Bob says something, and Ann asks for papers like it."""
    message = await server.bob.send(server.channel, text)
    return await server.ann.context_menu(server.channel, MENU, message)


async def test_papers_like_one_say_what_they_share(server: Server) -> None:
    result = await related(server, "evicting the kv cash")

    assert not result.ephemeral
    text = text_of(shown(result))
    assert text.startswith("Papers like “Evicting the KV Cache”\n-# the closest of 7 papers")
    assert "shares: **KV cache** · both by NVIDIA" in text
    assert "@everyone" not in text
    assert "Deserts" not in text


async def test_a_menu_opens_a_related_paper(server: Server) -> None:
    message = shown(await related(server, "#1"))
    labels = menu_of(message)

    opened = await server.bob.select(message, [labels["2. A KV Cache on Disk"]])

    assert opened.ephemeral
    assert "Disks are slow, yet large." in text_of(shown(opened))


async def test_nothing_close_is_said(server: Server) -> None:
    text = text_of(shown(await related(server, "Bird Song")))

    assert "None of 7 papers comes close." in text


async def test_a_wrong_title_offers_near_ones_to_its_author_only(server: Server) -> None:
    result = await related(server, "a deserts atlas of the sea")

    (message,) = result.followups
    assert message.ephemeral
    assert "A Map of Deserts" in menu_of(message)
    assert server.take_errors()


async def test_titles_are_completed_with_numbers(server: Server) -> None:
    choices = await server.ann.autocomplete(server.channel, "related", "title", "map")

    assert choices == [{"name": "A Map of Deserts", "value": "#4"}]


async def test_the_button_on_a_card_works_after_a_restart(server: Server, desk: Desk) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    before = text_of(card)
    assert custom_id_of(card, "Related") == "pb1:related:1"
    await server.restart(desk)

    result = await server.bob.click(card, label="Related")

    assert result.ephemeral
    assert text_of(shown(result)).startswith("Papers like “Evicting the KV Cache”")
    assert text_of(card) == before


async def test_a_card_that_was_opened_privately_has_the_button_too(server: Server) -> None:
    message = shown(await related(server, "#1"))
    card = shown(await server.bob.select(message, [menu_of(message)["2. A KV Cache on Disk"]]))

    result = await server.bob.click(card, label="Related")

    assert "Evicting the KV Cache" in text_of(shown(result))


@pytest.mark.parametrize("custom_id", ["pb1:related", "pb1:related:x", "pb1:related:1:2"])
async def test_a_button_of_another_version_is_answered_politely(
    server: Server, custom_id: str
) -> None:
    result = await server.ann.click(await send_button(server, custom_id), custom_id=custom_id)

    assert "from before an update" in text_of(shown(result))


async def test_a_button_of_a_paper_that_is_gone_is_explained(server: Server) -> None:
    message = await send_button(server, "pb1:related:99")

    result = await server.ann.click(message, custom_id="pb1:related:99")

    assert text_of(shown(result)) == "No paper has the number 99."


async def test_papers_like_a_message_are_for_whoever_asks(server: Server) -> None:
    result = await say_and_ask(server, "has anybody put a kv cache on a disk?")

    assert result.ephemeral
    text = text_of(shown(result))
    assert text.startswith("Papers like that message\n-# the closest of 7 papers")
    assert "A KV Cache on Disk" in text.split("**2.**")[0]
    assert "shares: **disk**, kv cache" in text


async def test_a_message_with_a_link_to_a_paper_is_about_that_paper(server: Server) -> None:
    result = await say_and_ask(server, "look: https://arxiv.org/abs/2604.00001")

    assert text_of(shown(result)).startswith("Papers like “Evicting the KV Cache”")


async def test_papers_like_a_card_of_the_bot(server: Server) -> None:
    card = shown(await server.ann.slash(server.channel, "paper", title="#3"))

    result = await server.ann.context_menu(server.channel, MENU, card)

    assert "A KV Cache on Disk" in text_of(shown(result))


@pytest.mark.parametrize("text", ["🎉", "https://example.org/kv_cache"])
async def test_a_message_without_words_is_explained(server: Server, text: str) -> None:
    result = await say_and_ask(server, text)

    assert result.ephemeral
    assert "no words of its own" in text_of(shown(result))
    assert server.take_errors()


async def test_a_message_like_nothing_is_told_so(server: Server) -> None:
    text = text_of(shown(await say_and_ask(server, "good morning everybody")))

    assert "None of 7 papers comes close." in text
