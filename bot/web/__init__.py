"""Web pages and health: `/livez`, `/readyz`."""
