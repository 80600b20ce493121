# `cancel` takes back what is not filled yet. What is filled stays, with its stop.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]

# 141.00 is below the market: the entries wait there.
pro #calls: LONG SOL/USDT entry 139 sl 135 tp 150
#! ann: Bought
pro #calls ^: sl 136
#> #calls: stop 135 → 136 tightened
pro #calls ^2: cancel
#> #calls: SOL/USDT long canceled
market: SOL/USDT 138
#! ann: Bought
#! bob: Bought
ann: /portfolio positions
#> ann: Nothing is held.
