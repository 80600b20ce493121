# Two leaders long the same thing: the copies share one risk budget, and the list says what they make together.

north #calls: /provider register
north [Go live]
south #ideas: /provider register
south [Go live]
ann: /start 10000
ann: /copy start north
ann [Follow]
ann: /copy start south
ann [Follow]

# The first takes all of the 50.00 that one idea may lose: 0.03333 BTC, 1,500.00 each.
north #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#= ann: quantity == 0.03333

# The second would double it. 0.03333 x (60,012.00 − 58,500.00) = 50.39 are at risk already, and half a percent of what
# is left after the first one's costs, 9,997.60, is 49.99: that buys 0.03332 and would risk 49.98 more.
south #ideas: LONG BTC/USDT entry 60000 sl 58500 tp 62000
#> ann: PAPER  Skipped BTC/USDT south #1 ✗ all copies 100.37 max 49.99
#= ann: code == overlap_limit

# With 1 % allowed the second gets what the first leaves: (99.98 − 50.39) / 1,500.00 is 0.03305, cut to the
# 25 % of one instrument: 2,499.40 less 1,999.80 buys 0.00832.
ann: /me limits risk 1%
ann [Confirm]
clock: +10m
south #ideas: LONG BTC/USDT entry 60000 sl 58500 tp 62000
#= ann: quantity == 0.00832
ann: /copy list
#> ann: north and south are both in BTC/USDT long: 2,499.00 together.
#> ann: 62.97 at risk in all, one budget of 99.97 for new copies.
