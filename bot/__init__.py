"""Paperboy: a Discord bot that answers questions about research papers.

The rooms of the house, and which may import which, are drawn in README.md and held by
tests/test_architecture.py.
"""
