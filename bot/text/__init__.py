"""Words, sentences, repairs and identifiers: what every pure room shares."""
