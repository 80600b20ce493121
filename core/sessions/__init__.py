"""Being signed in on the web: begun by a link that opens once, asked for in a chat; listed and ended there."""
