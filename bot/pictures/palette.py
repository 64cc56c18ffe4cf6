"""Colours: on a dark ground of our own, since Discord's may be dark or light.

All texts, and all colours that tell something apart, have a contrast of at least 4.5 to 1 with the
ground. The themes' colours are told apart by people with any kind of colour blindness.
"""

from typing import Final

GROUND: Final = "#1b1e25"
TEXT: Final = "#f4f5f7"
FAINT_TEXT: Final = "#b4bac5"
LINE: Final = "#4a5160"  # tells nothing by itself
THEMES: Final = ("#2a8ee4", "#e8933a", "#debcef", "#6ce9a2")
OTHERS: Final = "#7d8694"
MARK: Final = "#ffffff"
MARK_TEXT: Final = "#14161b"
