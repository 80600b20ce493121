"""Words and buttons: a table from results to replies. What is shown is decided here, how it looks is not."""
