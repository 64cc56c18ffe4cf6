"""A sentence-transformer of a few hundred bytes, written as ONNX's protocol buffers by hand.

It looks every token up in a table. What each field number means stands in onnx.proto.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

WORDS = ("[PAD]", "[CLS]", "[SEP]", "[UNK]", "cache", "cat")
TABLE = np.array([[0, 0, 0], [1, 0, 0], [1, 0, 0], [0, 1, 1], [0, 4, 0], [0, 0, 4]], np.float32)
LIMIT, POOLING = "sentence_bert_config.json", "1_Pooling/config.json"
FLOAT, INT64 = 1, 7


def write_tiny_model(
    folder: Path,
    *,
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    is_pooled: bool = False,
    table: NDArray[np.float32] = TABLE,
    settings: Mapping[str, object] = MappingProxyType({}),
) -> Path:
    """Write the model into the folder, with settings as JSON in files of these names."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(encode_model(inputs, table, is_pooled=is_pooled))
    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    for name, content in settings.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content))
    return folder


def encode_model(
    inputs: Sequence[str], table: NDArray[np.float32], *, is_pooled: bool = False
) -> bytes:
    looked_up = "looked_up" if is_pooled else "last_hidden_state"
    nodes = [field(1, node("Gather", ["table", "input_ids"], looked_up))]
    if is_pooled:
        axis = field(1, b"axes") + field(8, 1) + field(20, 7)  # an attribute of type INTS
        once = field(1, b"keepdims") + field(3, 0) + field(20, 2)  # an attribute of type INT
        mean = node("ReduceMean", [looked_up], "last_hidden_state")
        nodes.append(field(1, mean + field(5, axis) + field(5, once)))
    rows, columns = table.shape
    weights = (
        field(1, rows) + field(1, columns) + field(2, FLOAT) + field(8, b"table")
        + field(9, table.tobytes())
    )  # fmt: skip
    graph = [
        *nodes,
        field(2, b"tiny"),
        field(5, weights),
        *(field(11, value(name, INT64, ["texts", "tokens"])) for name in inputs),
        field(12, value("last_hidden_state", FLOAT, ["texts", "tokens", "columns"][is_pooled:])),
    ]
    return field(1, 8) + field(8, field(2, 13)) + field(7, b"".join(graph))


def node(operator: str, inputs: Sequence[str], output: str) -> bytes:
    named = b"".join(field(1, each.encode()) for each in inputs)
    return named + field(2, output.encode()) + field(4, operator.encode())


def value(name: str, kind: int, shape: Sequence[str]) -> bytes:
    dimensions = b"".join(field(1, field(2, each.encode())) for each in shape)
    tensor = field(1, kind) + field(2, dimensions)
    return field(1, name.encode()) + field(2, field(1, tensor))


def field(number: int, content: int | bytes) -> bytes:
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + varint(rest) if rest else bytes([low])
