"""The console as a front-end: a terminal, a pipe, or a script. No business rule lives here."""
