# Looking back at a provider: what copying would have brought, what the way from post to fill took and cost.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start 10000
bob: /start 10000
ann: /copy whatif Northlight
#= ann: code == nothing_to_replay
ann: /copy report Northlight
#> ann: PAPER  Northlight, the way None of your copies has filled yet. [What if?] [Trades]

ann: /copy start Northlight
ann [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
clock: +4h
pro #calls -30s: LONG ETH/USDT entry 3431 sl 3300 tp 3600
clock: +20h
pro #calls: SHORT SOL/USDT entry 142.05 sl 146 tp 138
clock: +48h

# The candles behind the simulated market are drawn, and the card says so. Bob follows nobody: it is his account and his
# limits all the same. What each thing took adds up: see tests/core/lookback.
bob: /copy whatif Northlight
#> bob: PAPER  What if: Northlight ... 90 days your size, fees, limits and delay as posted
#> bob: later fills ... fees ... skipped by your rules ... for you ... 8 of 10 replays
#> bob: deepest fall ... took 3 of 3
#> bob: 2.0 s of delay assumed: no copies were measured yet Candles of the simulated market
#> bob: [Follow on paper] [Try other limits]
#= bob: signals == 3
ann: /copy whatif Northlight
#> ann: [Try other limits] [Delay report]

# It is one tap away from the card of a follow, where there is something to look back at.
bob: /copy start Northlight
#> bob: [Follow] [Size] [Limits] [What if?]
bob [What if?]
#> bob: PAPER  What if: Northlight

# A limit of one's own is one that the replay keeps to.
bob: /me limits block btc
bob: /copy whatif Northlight
#> bob: took 2 of 3 not taken: symbol blocked 1

# Two posts were read at once; the middle one of three is what is typical, and nine of ten waited at most 30 s.
ann: /copy report Northlight
#> ann: PAPER  Northlight, the way 3 copies typical 9 of 10 post → read 0 ms 30.0 s
#> ann: post → filled 0 ms 30.0 s ... later fills cost +2.0 bp a trade (the middle one)
#> ann: Above zero is worse than posted.

pro: /provider show Northlight
#> pro: late fills −0.02 %
