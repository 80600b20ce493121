# The first order of a rebalance must fill before the second is sent; what is refused or filled in part stops the rest,
# and that is said. A restart changes nothing of it.

ann: /start 10000
ann: /me limits position 80%
ann [Confirm]
clock: +10m
ann: /trade buy btc 0.1
ann [Confirm]
ann: /portfolio targets btc 30 eth 30
ann [Save]

# Only 0.01 of the 0.05003 BTC can trade at this price. Nobody buys with money that is not there.
market: BTC/USDT 60000 size 0.01
ann: /portfolio rebalance
#> ann: PAPER  Sell 3,001.80, buy 2,997.66 USDT?
ann [Confirm]
#> ann: PAPER  Rebalancing: 2 orders
#! ann: Bought ETH
ann: /portfolio rebalance
#= ann: code == rebalance_runs
# restart
clock: +1m
#! ann: Bought ETH
#! ann: stopped

# The rest trades: the program that was started anew sends the second order, once.
market: BTC/USDT 60000
#> ann: PAPER  Sold part of BTC/USDT
#> ann: PAPER  Bought ETH/USDT
#> ann: PAPER  Rebalanced ✓ sell BTC
# restart
#! ann

# A part that does not become the whole within two minutes ends it: nothing further is sent.
market: BTC/USDT 70000 size 0.001
ann: /portfolio rebalance
ann [Confirm]
#! ann: Bought ETH
clock: +2m
#> ann: ! PAPER  Rebalancing stopped
#> ann: After 2 min the order to sell BTC/USDT has filled 0.001 of
#> ann: Nothing further was sent. ... [See the orders] [Portfolio] [Targets]
#= ann: rings == True
# restart
market: BTC/USDT 70000
#! ann: Bought ETH
clock: +5m
#! ann: Bought ETH

# A venue that refuses the first order.
market: BTC/USDT 80000
ann: /portfolio rebalance
# venue: refuses the next order: rejected
ann [Confirm]
#> ann: ! PAPER  Rebalancing stopped ✗ sell BTC
#> ann: ended at 0 of
#! ann: Bought ETH
clock: +5m
#! ann: Bought ETH

# One that fills half of it and cancels the rest.
ann: /portfolio rebalance
# venue: fills half of the next order
ann [Confirm]
#> ann: ! PAPER  Rebalancing stopped
#! ann: Bought ETH

# The second may be refused as well: the first is done, and said to be.
ann: /portfolio rebalance
# venue: refuses the next limit: rejected
ann [Confirm]
#> ann: ! PAPER  Rebalancing stopped ✓ sell BTC ... ✗ buy ETH
#! ann: Bought ETH

# Between the two the owner pulls the switch: what is not sent yet never is.
market: BTC/USDT 95000 size 0.001
ann: /portfolio rebalance
ann [Confirm]
ann: /panic entries
market: BTC/USDT 95000
#> ann: ! PAPER  Rebalancing stopped ✓ sell BTC ... ✗ buy ETH
#! ann: Bought ETH
