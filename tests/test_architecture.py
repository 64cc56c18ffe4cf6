"""The walls of the house: which room imports which, and where each outside library lives."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))
CORE = {"errors", "models"}
PURE = CORE | {"text"}

# For each room (a folder or a module of bot/) the rooms that it may import besides itself.
ROOMS = {
    "errors": set(),
    "models": set(),
    "clock": set(),
    "worker": set(),
    "background": set(),
    "text": CORE,
    "parsing": PURE,
    "merging": PURE,
    "searching": PURE,
    "highlights": PURE,
    "summarising": PURE,
    "scheduling": PURE,
    "exporting": PURE | {"merging"},  # what is exported says why its sightings are one paper's
    "recaps": PURE,
    "pictures": PURE,
    "services": {
        *PURE, "merging", "searching", "highlights", "summarising", "scheduling", "recaps",
    },
    "store": PURE | {"merging", "searching", "services"},
    "sources": PURE | {"clock"},
    "language_models": PURE,
    "config": {"errors"},
    "installation": CORE | {"config", "language_models", "services", "store"},
    "schedule_lock": set(),
    "upkeep": CORE | {"clock", "services", "worker"},
    "intake": CORE | {"parsing", "sources"},
    "watching": CORE | {"background", "clock", "intake", "services", "sources", "worker"},
    "fetching": CORE | {"background", "clock", "parsing", "services", "sources", "worker"},
    "discord_app": PURE | {"exporting", "services", "scheduling", "clock", "worker"},
    "playground": PURE,
    "app": {
        *PURE, "clock", "config", "language_models", "parsing", "pictures", "scheduling",
        "services", "sources", "store", "installation", "schedule_lock", "fetching", "watching",
    },
    "fronts": CORE | {
        "app", "background", "config", "discord_app", "intake", "playground", "schedule_lock",
        "services", "upkeep", "worker",
    },
    "cli": {
        *PURE, "app", "fronts", "clock", "intake", "watching", "config", "exporting", "merging",
        "parsing", "searching", "services", "sources",
    },
    "__main__": {"cli"},
}  # fmt: skip

# For each outside library, or thing that only one place may touch, its home.
HOMES = {
    "discord": ("bot/discord_app/",),
    "aiohttp": ("bot/discord_app/", "bot/sources/daily_papers.py"),
    "simcord": ("bot/playground/",),
    "textual": ("bot/playground/",),
    "sqlite3": ("bot/store/",),
    "sqlite_utils": ("bot/store/",),
    "tantivy": ("bot/store/tantivy_terms.py",),
    "numpy": ("bot/searching/", "bot/language_models/"),
    "numkong": ("bot/searching/nearest.py",),
    "watchfiles": ("bot/sources/watched_folder.py",),
    "filelock": ("bot/schedule_lock.py",),
    "yaml": ("bot/config.py",),
    "platformdirs": ("bot/config.py",),
    "pydantic": ("bot/config.py", "bot/parsing/"),
    "selectolax": ("bot/parsing/html_markup.py", "bot/parsing/html_page.py"),
    "feedparser": ("bot/parsing/feed.py",),
    "rapidfuzz": ("bot/searching/", "bot/services/", "bot/playground/"),
    "Stemmer": ("bot/text/",),
    "tokenizers": ("bot/language_models/",),
    "safetensors": ("bot/language_models/",),
    "onnxruntime": ("bot/language_models/",),
    "huggingface_hub": ("bot/language_models/",),
    "openai": ("bot/language_models/openai_phraser.py",),
    "matplotlib": ("bot/pictures/",),
    "click": ("bot/cli/",),
    "rich": ("bot/cli/", "bot/playground/"),
    "asyncio": (
        "bot/fronts.py",
        "bot/background.py",
        "bot/worker.py",
        "bot/fetching.py",
        "bot/watching.py",
        "bot/sources/daily_papers.py",
        "bot/discord_app/",
        "bot/playground/",
        "bot/language_models/openai_phraser.py",
    ),
}
PURE_ROOMS = ("errors", "models", "text", "parsing", "merging", "searching", "highlights",
              "summarising", "scheduling", "exporting", "recaps")  # fmt: skip
IMPURE_LIBRARIES = {"os", "pathlib", "io", "socket", "time", "random", "secrets", "subprocess",
                    "threading", "logging", "shutil", "tempfile"}  # fmt: skip
# Reading the clock or the environment, as it looks in code.
CLOCK_READS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}
CLOCK_OWNERS = {"datetime", "date", "time"}


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "bot").parts
    return parts[0].removesuffix(".py")


def iter_imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: say bot.… instead of a relative import"
            yield node.lineno, node.module or ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for line, name in iter_imports(path):
        top, _, rest = name.partition(".")
        if top == "bot":
            imported = rest.split(".")[0]
            allowed = ROOMS[room] | {room}
            assert imported in allowed, f"{path}:{line}: {room} may not import bot.{imported}"
        place = str(path.relative_to(ROOT))
        homes = HOMES.get(top)
        assert homes is None or place.startswith(homes), f"{place}:{line}: {top} lives in {homes}"


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_a_pure_room_touches_nothing_outside(room: str) -> None:
    for path in MODULES:
        if room_of(path) == room:
            for line, name in iter_imports(path):
                top = name.split(".")[0]
                assert top not in IMPURE_LIBRARIES, f"{path}:{line}: {room} is pure, not {top}"


def test_only_the_clock_reads_the_time() -> None:
    for path in MODULES:
        if path.name == "clock.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in CLOCK_READS:
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                assert owner not in CLOCK_OWNERS, f"{path}:{node.lineno}: ask bot.clock"


def test_only_the_configuration_reads_the_environment() -> None:
    for path in MODULES:
        if path != ROOT / "bot" / "config.py":
            text = path.read_text(encoding="utf-8")
            assert "os.environ" not in text, path
            assert "getenv" not in text, path


def test_every_room_is_listed() -> None:
    assert {room_of(path) for path in MODULES} - {"__init__"} == set(ROOMS)


def test_renderers_do_not_know_discord() -> None:
    for path in (ROOT / "bot" / "discord_app" / "render").rglob("*.py"):
        assert "discord" not in {name.split(".")[0] for _, name in iter_imports(path)}, path
