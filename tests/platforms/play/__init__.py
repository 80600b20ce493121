"""Both local platforms with the bot on them, and one page to chat through: `make play`."""
