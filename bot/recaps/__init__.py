"""Recaps: what came in during a week, and which papers it went to."""
