"""Several real processes of the program on one PostgreSQL and one Valkey: what is left of their work when one dies."""
