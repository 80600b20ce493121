# Who is asked before each trade is asked by what stands now: an update changes the question, a close takes it away.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro confirm
ann [Follow]
bob: /copy start pro confirm
bob [Follow]
cat: /copy start pro
cat [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Buy BTC/USDT for 19,999.80 USDT? ... stop 58,500
#> cat: PAPER  Bought BTC/USDT

# The stop moves while they think. The question is asked anew in its place, and stays open for the rest of its 120 s only.
# 500.00 over 60,000 − 59,000 would be 0.5 BTC; the position limit of 25 % leaves 0.41666.
clock: +60s
pro #calls ^: sl 59000 tp2 64000
#> ann: PAPER  Buy BTC/USDT ... stop 59,000 targets 61,500 and 64,000
#> cat: stop 59,000.00 working
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT ... stop 59,000.00 working

# Bob is too late by then, however often it was changed.
clock: +61s
bob [Confirm]
#= bob: code == expired

# A canceled signal takes its questions along; who is in stays in.
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> bob: PAPER  Buy ETH/USDT
pro #calls ^: cancel
#> #calls: ✎ 14:05 unfilled entries canceled
#> bob: Question over ETH/USDT pro #2 is over: its provider ended it. Nothing was sent.
bob [Confirm]
#! bob: Bought
cat: /trade show eth
#> cat: stop 3,362.00 working
