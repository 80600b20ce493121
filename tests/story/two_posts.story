# The alert first, its levels a moment later: one signal told in two posts. Nobody enters without a stop, so the alert is
# skipped; the whole, once it is told, goes out once and for everybody.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]

market: BTC/USDT 60000
pro #calls: LONG BTC/USDT now
#> ann: PAPER  Skipped BTC/USDT ... ✗ stop none needed
#> bob: PAPER  Skipped BTC/USDT
clock: +20s

# Bought at 60,012.00 for 500.00 at risk over 60,000 − 58,500: 0.33333 BTC.
pro #calls: SL 58500\nTP 61500, 63000
#> #calls: BTC/USDT long told in full below Nothing has been traded.
#> #calls: BTC/USDT long 60,012.00 stop 58,500.00 ... target 1 61,500.00 ... target 2 63,000.00 ... pro #2
#> ann: PAPER  Bought BTC/USDT 60,012.00 0.33333 BTC ... pro #2
#> bob: PAPER  Bought BTC/USDT

# Told once. The same levels again say nothing new about what stands, and buy nothing.
pro #calls: SL 58500\nTP 61500, 63000
#! #calls: pro #3

# With an entry and in other words; what comes after three minutes is no second half, and stays an instruction.
pro #calls: ETH short
#! ann: Bought
pro #calls: shorting ETH/USDT at market
#> ann: PAPER  Skipped ETH/USDT
clock: +4m
pro #calls: stop 3600, targets 3300
#! ann: PAPER  Sold short
ann: /portfolio positions
#> ann: BTC
#! ann: ETH
