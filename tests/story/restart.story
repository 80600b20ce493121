# The program may stop at any moment. What was promised goes on from what is on disk.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT
/trade buy $100 eth

# restart
# Buttons on old cards work, and only once.
1
#> owner: PAPER  Bought ETH/USDT
[Confirm]
#= owner: code == already_done
#! ann

# Targets and stops are where they were.
market: BTC/USDT 61500
#> ann: PAPER  Target 1 hit BTC/USDT +227.74

# restart
# The same post again, with a new edit, and a follower who still follows.
pro #calls ~: LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000
#! ann: Bought
market: BTC/USDT 63000
#> ann: PAPER  Closed BTC/USDT +705.25
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> ann: PAPER  Bought ETH/USDT
ann: /portfolio show
#= ann: realized == 705.24644004
