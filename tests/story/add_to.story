# `add` buys more of a trade, by the followers' own limits. With a size it goes out; without one it asks.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /me limits age 60s
cat: /copy start pro
cat [Follow]

# Cat finds the post too old, so she is not in it.
pro #calls -100s: LONG BTC/USDT entry 60000 sl 57000 tp 63000
#> ann: PAPER  Bought BTC/USDT ... 0.16666 BTC
#> cat: PAPER  Skipped BTC/USDT

# Half of the usual size, at what it costs now, with the exits that stand: 0.25 % of 99,987.99 are 249.97, over 3,000 a coin.
pro #calls ^: add 50%
#> #calls: ✎ 14:03 added to: a new entry with its own number
#> #calls: adds to #1
#> ann: PAPER  Bought BTC/USDT ... 0.08332 BTC
#> bob: PAPER  Bought BTC/USDT ... 0.08332 BTC
#! cat

# Without a size each is asked, even on auto.
pro #calls ^2: add
#> ann: PAPER  Buy BTC/USDT
#! ann: Bought
ann [Skip]

# What is said about the first is done for all of it.
pro #calls ^3: close
#> bob: PAPER  Closed BTC/USDT
ann: /portfolio positions
#> ann: Nothing is held.
