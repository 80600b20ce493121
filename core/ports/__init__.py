"""What the core asks of the outside: one Protocol a file, its contract in its docstring."""
