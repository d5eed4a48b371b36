"""Text to reports and incidents; no network, no database."""
