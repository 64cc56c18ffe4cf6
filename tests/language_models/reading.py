"""Vectors read back, to compare them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.models import Vector


def components(vector: Vector) -> NDArray[np.float64]:
    return np.frombuffer(vector, np.int8).astype(np.float64)


def cosine(one: NDArray[Any], other: NDArray[Any]) -> float:
    return float(one @ other / np.sqrt((one @ one) * (other @ other)))
