"""Checks of every request that the bot sends, for all end-to-end tests at once.

`check_requests` holds the requests against Discord's own OpenAPI document where that is at hand,
and against what the document does not know: limits that are stated elsewhere, and our own rule
that no message may mention anybody.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from bot.discord_app.render.limits import length
from tests.shared_files import SHARED

OPENAPI_PATH = SHARED / "discord" / "openapi.json"
_DOCUMENT_URI = "urn:discord"

COMMAND_NAME = re.compile(r"[-_a-z0-9]{1,32}")
COMMANDS_LIMIT = {1: 100, 2: 15, 3: 15}  # by type: slash, user menu, message menu
COMMAND_LIMIT_CHARS = 8_000
CONTENT_LIMIT_CHARS = 2_000
EMBEDS_LIMIT_CHARS = 6_000
CUSTOM_ID_LIMIT_CHARS = 100
CHOICE_LIMIT_COUNT = 25
CHOICE_LIMIT_CHARS = 100
THREAD_NAME_LIMIT_CHARS = 100
NONCE_LIMIT_CHARS = 25
ROW_LIMIT_COUNT = 5
AUTOCOMPLETE_CALLBACK = 8
COMMAND_BODIES = re.compile(r"/applications/\d+(/guilds/\d+)?/commands")
MESSAGE_BODIES = re.compile(r"/channels/\d+/messages(/\d+)?|/webhooks/\d+/[^/]+(/messages/[^/]+)?")
THREAD_BODIES = re.compile(r"/channels/\d+(/messages/\d+)?/threads")
CALLBACK_BODIES = re.compile(r"/interactions/\d+/[^/]+/callback")


def check_requests(requests: Iterable[Any]) -> None:
    """Raise an AssertionError that names the first request that Discord would refuse."""
    for request in requests:
        problems = list(iter_problems(request.method, request.path, request.json))
        assert not problems, f"{request.method} {request.path}: {problems}"


def iter_problems(method: str, path: str, body: Any) -> Iterator[str]:
    """Yield what is wrong with a request."""
    if body is None:
        return
    if problem := find_schema_problem(method, path, body):
        yield problem
    if COMMAND_BODIES.fullmatch(path):
        yield from _iter_command_problems(body if isinstance(body, list) else [body])
    elif CALLBACK_BODIES.fullmatch(path):
        data = body.get("data") or {}
        if body["type"] == AUTOCOMPLETE_CALLBACK:
            yield from _iter_choice_problems(data.get("choices", []))
        elif data.keys() - {"flags"}:
            yield from _iter_message_problems(data)
    elif MESSAGE_BODIES.fullmatch(path):
        yield from _iter_message_problems(body)
    elif THREAD_BODIES.fullmatch(path) and not 1 <= length(body["name"]) <= THREAD_NAME_LIMIT_CHARS:
        yield f"a thread cannot be called {body['name']!r}"


def find_schema_problem(method: str, path: str, body: Any) -> str | None:
    """What Discord's document says against the body; None where it is content or not at hand."""
    if not OPENAPI_PATH.is_file():
        return None
    template = _find_template(method, path)
    if template is None:
        return "the document knows no such route with a body"
    return _find_body_problem(method, template, json.dumps(_with_text_ids(body)))


@lru_cache(maxsize=1_000)
def _find_body_problem(method: str, template: str, body: str) -> str | None:
    """What the schema says against a body, given as text: each test sends the same commands."""
    error = best_match(_validator(method, template).iter_errors(json.loads(body)))
    return None if error is None else f"{error.json_path}: {error.message[:300]}"


def _with_text_ids(body: Any) -> Any:
    """The body with ids as the document has them; discord.py sends some as numbers instead."""
    if not isinstance(body, dict):
        return body
    changed = dict(body)
    if "recipient_id" in changed:
        changed["recipient_id"] = str(changed["recipient_id"])
    if isinstance(reference := changed.get("message_reference"), dict):
        changed["message_reference"] = {
            name: str(value) if isinstance(value, int) and name.endswith("_id") else value
            for name, value in reference.items()
        }
    if roles := (changed.get("allowed_mentions") or {}).get("roles"):
        texts = [str(role) for role in roles]
        changed["allowed_mentions"] = {**changed["allowed_mentions"], "roles": texts}
    if isinstance(files := changed.get("attachments"), list):
        changed["attachments"] = [{**file, "id": str(file["id"])} for file in files]
    if "data" in changed:
        changed["data"] = _with_text_ids(changed["data"])
    return changed


@cache
def _document() -> Mapping[str, Any]:
    loaded: Mapping[str, Any] = json.loads(OPENAPI_PATH.read_text(encoding="utf-8"))
    return loaded


@cache
def _registry() -> Registry[Any]:
    resource = DRAFT202012.create_resource(_document())
    empty: Registry[Any] = Registry()
    registry: Registry[Any] = empty.with_resource(_DOCUMENT_URI, resource)
    return registry


@cache
def _validator(method: str, template: str) -> Draft202012Validator:
    place = template.replace("~", "~0").replace("/", "~1")
    pointer = f"/paths/{place}/{method.lower()}/requestBody/content/application~1json/schema"
    return Draft202012Validator({"$ref": f"{_DOCUMENT_URI}#{pointer}"}, registry=_registry())


def _find_template(method: str, path: str) -> str | None:
    """The document's path that the request's path is an instance of, the most literal first."""
    segments = path.strip("/").split("/")
    fitting = [
        template
        for template, operations in _document()["paths"].items()
        if "requestBody" in operations.get(method.lower(), {})
        and _fits(template.strip("/").split("/"), segments)
    ]
    return min(fitting, key=lambda template: template.count("{"), default=None)


def _fits(template: list[str], segments: list[str]) -> bool:
    return len(template) == len(segments) and all(
        part.startswith("{") or part == segment
        for part, segment in zip(template, segments, strict=True)
    )


def _iter_command_problems(commands: list[dict[str, Any]]) -> Iterator[str]:
    for kind, limit in COMMANDS_LIMIT.items():
        if sum(command.get("type", 1) == kind for command in commands) > limit:
            yield f"more than {limit} commands of type {kind}"
    for command in commands:
        if command.get("type", 1) == 1:
            yield from _iter_option_problems(command)
            if (size := _count_chars(command)) > COMMAND_LIMIT_CHARS:
                yield f"/{command['name']} has {size} characters"


def _iter_option_problems(option: dict[str, Any]) -> Iterator[str]:
    if not COMMAND_NAME.fullmatch(option["name"]):
        yield f"{option['name']!r} is no name for a command or an option"
    if not 1 <= len(option.get("description", "")) <= CHOICE_LIMIT_CHARS:
        yield f"{option['name']}: the description has no or too many characters"
    yield from _iter_choice_problems(option.get("choices", []))
    is_required = [child.get("required", False) for child in option.get("options", [])]
    if is_required != sorted(is_required, reverse=True):
        yield f"{option['name']}: required options come first"
    for child in option.get("options", []):
        yield from _iter_option_problems(child)


def _count_chars(option: dict[str, Any]) -> int:
    """What counts for the limit of a command: names, descriptions and values, all the way down."""
    choices = option.get("choices", [])
    own = [option["name"], option.get("description", "")]
    own += [str(part) for choice in choices for part in (choice["name"], choice["value"])]
    return sum(map(length, own)) + sum(map(_count_chars, option.get("options", [])))


def _iter_choice_problems(choices: list[dict[str, Any]]) -> Iterator[str]:
    if len(choices) > CHOICE_LIMIT_COUNT:
        yield f"{len(choices)} choices"
    for choice in choices:
        if not 1 <= length(choice["name"]) <= CHOICE_LIMIT_CHARS:
            yield f"a choice cannot be called {choice['name']!r}"
        if not 1 <= length(str(choice["value"])) <= CHOICE_LIMIT_CHARS:
            yield f"a choice cannot stand for {choice['value']!r}"


def _iter_message_problems(message: dict[str, Any]) -> Iterator[str]:
    content = message.get("content") or ""
    embeds = message.get("embeds") or []
    rows = message.get("components") or []
    if length(content) > CONTENT_LIMIT_CHARS:
        yield f"the content has {length(content)} characters"
    if (size := sum(map(length, _iter_embed_texts(embeds)))) > EMBEDS_LIMIT_CHARS:
        yield f"the embeds have {size} characters"
    if len(str(message.get("nonce", ""))) > NONCE_LIMIT_CHARS:
        yield "the nonce is too long"
    if not (content or embeds or rows or message.get("attachments")):
        yield "the message is empty"
    if not _is_harmless(message.get("allowed_mentions"), content):
        yield f"the message may mention {message.get('allowed_mentions', 'anybody')}"
    yield from _iter_component_problems(rows)


def _is_harmless(allowed: Any, content: str) -> bool:
    """Whether nobody is mentioned, or only the one role that the message begins with."""
    if not isinstance(allowed, dict) or allowed.get("parse") != []:
        return False
    roles = allowed.get("roles", [])
    others = allowed.keys() - {"parse", "roles"}
    return not others and (not roles or (len(roles) == 1 and content.startswith(f"<@&{roles[0]}>")))


def _iter_component_problems(rows: list[dict[str, Any]]) -> Iterator[str]:
    if len(rows) > ROW_LIMIT_COUNT:
        yield f"{len(rows)} rows of components"
    items = [item for row in rows for item in row.get("components", [])]
    custom_ids = [item["custom_id"] for item in items if "custom_id" in item]
    if len(set(custom_ids)) != len(custom_ids):
        yield f"custom ids that are not distinct: {custom_ids}"
    for custom_id in custom_ids:
        if not 1 <= length(custom_id) <= CUSTOM_ID_LIMIT_CHARS:
            yield f"the custom id {custom_id!r} is too short or long"


def _iter_embed_texts(embeds: list[dict[str, Any]]) -> Iterator[str]:
    for embed in embeds:
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        yield (embed.get("footer") or {}).get("text", "")
        yield (embed.get("author") or {}).get("name", "")
        for field in embed.get("fields") or []:
            yield field["name"]
            yield field["value"]
