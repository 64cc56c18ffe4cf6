"""Where digests come from."""
