"""Discussions: what was said in a thread, in the words of those who said it."""
