# Private cards speak of the hour where their reader is. Channels, which have readers everywhere, speak of UTC.

pro #calls: /provider register
pro [Go live]

# A city is enough where only one zone has it. What is misspelled is not guessed.
ann: /me zone
#> ann: Your time zone UTC: it is 14:03 UTC there. ... Change it: /me zone Europe/Berlin
ann: /me zone europe/berlim
#= ann: code == no_such_zone
#> ann: Close: Europe/Berlin
ann: /me zone new york
#> ann: Time zone changed America/New_York: it is 09:03 New York there.
ann: /me zone Europe/Berlin
#> ann: it is 15:03 Berlin there.

# The same second, told to a channel and to Ann.
ann: /panic entries
#> ann: New orders are off since 15:03 Berlin
bob: /panic entries
#> bob: New orders are off since 14:03 UTC
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> #calls: pro #1 · seen 14:03:00 UTC

# Hours that nobody's clock has are asked again, by name.
ann: /me quiet 25-07
#= ann: code == not_understood
ann: /me quiet off
#> ann: quiet none
