"""Pictures for messages: what matplotlib draws, in a process of its own.

This module is cheap to import, and so is `studio.py`, which the rest of Paperboy draws with.
matplotlib is imported by the process that `__main__.py` runs, and nowhere else: its import alone
would keep the event loop waiting for 30 to 60 ms.
"""
