"""Real digests and test sets beside the checkout; tests skip where they are absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the real digests (../shared) are not on this machine"
)
