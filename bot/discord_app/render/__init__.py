"""Rendering: records in, Reply records out; pure, and the owner of every limit of Discord."""
