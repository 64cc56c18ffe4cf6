import logging

import aiohttp
import pytest

from bot.discord_app.reconnection_log import short_connection_log

LOGGER = logging.getLogger("discord.client")


def log(error: Exception) -> None:
    try:
        raise error
    except type(error):
        LOGGER.exception("Attempting a reconnect in %.2fs", 1.5)


def test_a_lost_connection_takes_a_line(caplog: pytest.LogCaptureFixture) -> None:
    with short_connection_log():
        log(aiohttp.ClientConnectionError("gone"))

    assert "Attempting a reconnect in 1.50s (ClientConnectionError)" in caplog.text
    assert caplog.text.count("\n") == 1


def test_other_errors_keep_their_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with short_connection_log():
        log(ValueError("a slip"))

    assert "Traceback" in caplog.text


def test_afterwards_the_log_is_as_before(caplog: pytest.LogCaptureFixture) -> None:
    with short_connection_log():
        pass
    log(aiohttp.ClientConnectionError("gone"))

    assert "Traceback" in caplog.text
