"""Exporting: papers as other programs read them."""
