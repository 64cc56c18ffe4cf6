"""Highlights: which papers of a day are worth everyone's minute, and why."""
