"""Documented or unfinished: what README.md says is held against the code."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands

from bot.cli.main import VERBS
from bot.discord_app.commands import COMMANDS, MESSAGE_MENUS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(title: str) -> list[str]:
    return re.findall(r"^\| `(.+?)` \|", section(title), re.MULTILINE)


def test_every_verb_is_in_the_table_in_the_order_of_the_help() -> None:
    assert [cell.split()[0] for cell in first_cells("The operator's command line")] == list(VERBS)


def test_every_slash_command_is_in_the_table_with_its_options() -> None:
    assert first_cells("Slash commands") == [say_command(command) for command in COMMANDS]


def test_every_message_menu_is_in_the_table() -> None:
    documented = re.findall(r"^\| message menu `(.+?)` \|", section("Slash commands"), re.MULTILINE)

    assert documented == [menu.name for menu in MESSAGE_MENUS]


def say_command(command: app_commands.Command[Any, ..., None] | app_commands.Group) -> str:
    if isinstance(command, app_commands.Group):
        return f"/{command.name} {', '.join(each.name for each in command.commands)}"
    return f"/{command.name} {' '.join(map(say_option, command.parameters))}".strip()


def say_option(option: app_commands.Parameter) -> str:
    return option.display_name if option.required else f"[{option.display_name}]"


def test_every_room_is_in_the_table() -> None:
    rooms = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    named = {Path(cell).name for cell in first_cells("How it is built")}

    assert named <= rooms
    assert rooms - named == {"models", "services", "sources", "cli"}, "the drawing names these"


def test_every_link_and_path_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    paths = re.findall(r"`((?:bot|tests|config|\.ci)/[\w./]+)`", README)

    missing = [path for path in links + paths if not (ROOT / path).exists()]
    assert not missing


def test_there_are_two_commands_for_the_whole_set_up() -> None:
    commands = re.findall(r"^python3 -m venv .+$", README, re.MULTILINE)

    assert len(commands) == 2
    assert commands[0].endswith("paperboy try")
    assert "pytest" in commands[1]


def test_every_dependency_has_its_reason_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = PROJECT["project"]["optional-dependencies"]
    for dependency in chain(PROJECT["project"]["dependencies"], *extras.values()):
        line = next(line for line in text.splitlines() if f'"{dependency}"' in line)
        assert dependency.startswith("paperboy[") or re.search(r"# \w.{15,}", line), dependency


def test_the_newest_change_is_this_version() -> None:
    assert section("Changes").strip().startswith(f"- **{PROJECT['project']['version']}**")


@pytest.mark.parametrize("path", sorted(ROOT.glob("bot/**/*.py")), ids=lambda path: path.name)
def test_no_module_outgrows_its_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
