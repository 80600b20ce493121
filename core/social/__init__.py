"""Following providers and copying their signals."""
