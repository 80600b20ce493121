"""Local chat platforms: what the unmodified client libraries talk to over loopback, in tests and in `make play`."""
