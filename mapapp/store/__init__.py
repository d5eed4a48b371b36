"""Where documents, reports and incidents are kept."""
