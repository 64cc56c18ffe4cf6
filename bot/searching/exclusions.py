"""Exclusions as people list them, in the query language."""

import re
from typing import Final

_PART: Final = re.compile(r'[“„"](?P<phrase>[^“”„"]*)[“”„"]|(?P<words>[^,;“”„"]+)')

_EXCLUSION: Final = re.compile(r'(?<!\S)-(?:[“„"][^“”„"]*[“”„"]|[^\W_]\S*)')


def join_exclusions(text: str) -> str:
    """What is to be left out, each with its minus: listed with commas, or word by word.

    >>> join_exclusions('survey, case study; -benchmark'), join_exclusions('survey "case study"')
    ('-survey -"case study" -benchmark', '-survey -"case study"')
    """
    is_list = "," in text or ";" in text
    parts: list[str] = []
    for found in _PART.finditer(text):
        if found["phrase"] is not None:
            parts.append(found["phrase"])
        elif is_list:
            parts.append(found["words"])
        else:
            parts += found["words"].split()
    cleaned = [" ".join(part.split()).lstrip("-") for part in parts]
    return " ".join(f'-"{part}"' if " " in part else f"-{part}" for part in cleaned if part)


def without_exclusions(query: str) -> str:
    """What a query asks for, without what it leaves out.

    >>> without_exclusions('"kv cache" pruning -survey -"case study"')
    '"kv cache" pruning'
    """
    return " ".join(_EXCLUSION.sub(" ", query).split())
