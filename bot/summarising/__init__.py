"""Extractive summaries: sentences chosen from papers, never written, each with its place."""
