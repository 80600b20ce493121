"""Discord as a front-end: its cards, its wire, what it hears."""
