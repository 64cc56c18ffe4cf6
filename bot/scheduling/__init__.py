"""Scheduling: when something is due, how to say it, and how its message is known again."""
