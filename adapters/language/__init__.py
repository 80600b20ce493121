"""Language models behind their port."""
