"""Find place names in text."""
