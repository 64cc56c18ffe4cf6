"""Files of queries and judgments, as test sets have them."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.cli.line_files import iter_lines
from bot.errors import UnreadableSource
from bot.searching.evaluation import Qrels
from bot.text.white_space import replace_surrogates

QueryId = str | int


def iter_queries(path: Path) -> Iterator[tuple[QueryId, str]]:
    """Yield id and text of each query in JSON Lines of {"id", "text"}; - is standard input.

    Raises:
        UnreadableSource: names the file and the line that is no query.
    """
    for number, line in iter_lines(path):
        try:
            query = json.loads(line)
            yield query["id"], replace_surrogates(query["text"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise UnreadableSource(
                f'{path}, line {number}: expected {{"id": …, "text": …}}.'
            ) from error


def load_qrels(path: Path) -> Qrels:
    """Judgments, a line each: query id, document id and grade, with tabs between.

    Raises:
        UnreadableSource: names the file and the line that is no judgment.
    """
    qrels: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for number, line in iter_lines(path):
        try:
            query_id, document_id, grade = line.split("\t")
            qrels[query_id][document_id] = int(grade)
        except ValueError as error:
            raise UnreadableSource(
                f"{path}, line {number}: expected query, document and grade, with tabs between."
            ) from error
    return qrels
