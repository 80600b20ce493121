"""Who is told what, and where."""
