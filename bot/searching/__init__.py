"""From what a person types to what the index is asked, and back to what is shown."""
