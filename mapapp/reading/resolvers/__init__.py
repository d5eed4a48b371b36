"""Decide which place a name means."""
