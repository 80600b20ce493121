"""Everything that drives the core: people, web, clock, worker."""
