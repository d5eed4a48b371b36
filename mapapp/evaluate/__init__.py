"""Gold files to scores."""
