import pytest

from bot.models import Digest
from tests.end_to_end.server import Server, shown, text_of


async def test_picks_of_the_latest_day_come_with_reasons(server: Server) -> None:
    message = shown(await server.ann.slash(server.channel, "highlights"))

    text = text_of(message)
    assert text.startswith("Highlights of Tue 14 Apr 2026\n-# 9 papers, 8 of them new, ")
    assert text.count("**Why:** ") > 0
    assert text.endswith("Picked from 2 digests, 9 papers, 2026, 7 without a date")


async def test_a_day_can_be_chosen(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "highlights", on="2026-04-10")))

    assert text.startswith("Highlights of Fri 10 Apr 2026\n-# 1 new paper, 1 picked")


async def test_a_day_without_a_digest_names_the_latest_before(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "highlights", on="2026-04-13")))

    assert "the latest before it is of Fri 10 Apr 2026: `/highlights on:2026-04-10`" in text


async def test_a_day_before_all_digests_says_so(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "highlights", on="2020-01-01")))

    assert "No digest of that day is indexed, nor one of an earlier day." in text


async def test_a_topic_narrows_the_picks(server: Server) -> None:
    message = shown(await server.ann.slash(server.channel, "highlights", topic="sand"))

    assert text_of(message).startswith("Highlights of Tue 14 Apr 2026 on “sand”")
    assert "**1.** [A Map of Deserts](" in text_of(message)


async def test_a_topic_that_no_paper_of_the_day_has_is_said(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "highlights", topic="volcano")))

    assert "None of 9 papers in that day's digests is about it" in text


async def test_a_wrong_day_is_explained(server: Server) -> None:
    result = await server.ann.slash(server.channel, "highlights", on="2026-04")

    assert result.ephemeral
    assert "“2026-04” is no day; write it as 2026-03-31 (year, month, day)." in text_of(
        shown(result)
    )
    assert server.take_errors()


class TestEmptyIndex:
    @pytest.fixture
    def digests(self) -> list[Digest]:
        return []

    async def test_it_says_so(self, server: Server) -> None:
        text = text_of(shown(await server.ann.slash(server.channel, "highlights")))

        assert "No paper is indexed yet" in text
