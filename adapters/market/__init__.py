"""Sources of quotes and instruments."""
