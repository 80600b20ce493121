# What was traded comes back into the channel: a signal, its followers, its targets, the week's board, a drift, a link.

#results: /admin board on this
#> owner: Boards will be posted there
pro #calls: /provider register
pro #calls [Go live]
ann: /copy start pro auto
ann [Follow]
bob: /copy start pro auto
bob [Follow]
ann: /leaderboard join paper north
ann [Join as north]
bob: /leaderboard join paper
bob [Join as bob]
clock: +12h

# Two signals a day for three days. Each is filled for both, and its target is hit.
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500
#> #calls: BTC/USDT long ... in a few (paper)
#> ann: PAPER  Bought BTC/USDT
#> bob: PAPER  Bought BTC/USDT
clock: +5m
market: BTC/USDT 61500
#> #calls: closed
#> ann: PAPER  Closed BTC/USDT
pro #calls: LONG SOL/USDT entry 142.05 sl 138 tp 148
clock: +5m
market: SOL/USDT 148
#> ann: PAPER  Closed SOL/USDT
clock: +1d
pro #calls: LONG ETH/USDT entry 3431 sl 3340 tp 3550
clock: +5m
market: ETH/USDT 3550
pro #calls: LONG BTC/USDT entry 61500 sl 60000 tp 63000
clock: +5m
market: BTC/USDT 63000
#> bob: PAPER  Closed BTC/USDT
clock: +1d
pro #calls: LONG ETH/USDT entry 3550 sl 3460 tp 3650
clock: +5m
market: ETH/USDT 3650
pro #calls: LONG SOL/USDT entry 148 sl 144 tp 155
clock: +5m
market: SOL/USDT 155
#> ann: PAPER  Closed SOL/USDT

# Ann keeps a fifth in BTC, and hears when it is more.
ann: /portfolio targets btc 20 cash 80 drift 5
ann [Save]
ann: /portfolio rebalance
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
market: BTC/USDT 90000
#> ann: BTC is ... over target

# On Monday at nine the week's board stands in the channel of results.
clock: +3d
clock: +7h
#> #results: PAPER  Week 47
#> #results: north
#> #results: bob

# A link shows what its owner allows, and nothing after it is stopped.
ann: /share create
#> ann: Link ready
ann [Look at it]
#> ann: PAPER  What others see
#! ann: 112,4
ann [Stop sharing]
#> ann: stopped
ann: /share list
#! ann: until
