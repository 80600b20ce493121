"""The built-in venue: matching rules and the rows it keeps. It decides nothing about anybody's trading."""
