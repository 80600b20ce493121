"""Links to portfolios: what they show, to whom, until when; made from what is allowed, never cut from the whole."""
