"""From entries to papers: which entries are the same paper, and what is known of it."""
