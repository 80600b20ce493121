# Targets, the alert when a portfolio drifts off them, and the orders that bring it back, one after the other.

ann: /start 10000
ann: /portfolio rebalance
#= ann: code == no_targets

# One position may be a quarter of the account unless its owner says otherwise; ten minutes pass before a looser one holds.
ann: /me limits position 80%
ann [Confirm]
clock: +10m
ann: /trade buy btc 0.0825
ann [Confirm]
ann: /trade buy eth 0.875
ann [Confirm]

# Cash: 10,000 − 0.0825 x 60,012.00 x 1.001 − 0.875 x 3,431.69 x 1.001 = 2,038.33. With 4,950.00 and 3,002.13: 9,990.45.
ann: /portfolio targets btc 70 eth 40
#= ann: code == targets_sum
ann: /portfolio targets btc 50 eth
#= ann: code == targets_unclear
ann: /portfolio targets btc 50 eth 30 cash 20 drift 5
#> ann: PAPER  Targets ... 9,990.45 USDT ... want have drift ... BTC 50.0 % 49.5 % −0.5 ... ETH 30.0 % 30.0 % 0.0
#> ann: cash 20.0 % 20.4 % +0.4 ... tell me at 5 points, at most once a day [Save] [Edit] [Show trades] [Cancel]
ann [Save]
#> ann: PAPER  Targets saved
ann: /portfolio targets
#> ann: PAPER  Targets ... tell me at 5 points

# Inside the band nobody is told.
market: BTC/USDT 70000
#! ann: over target

# 0.0825 x 78,500 = 6,476.25 of 11,516.70: 56.2 %.
market: BTC/USDT 78500
#> ann: PAPER  BTC is 6.2 points over target ... 56.2 % of 11,516.70 USDT, you want 50.0 %
#> ann: to be back on target sell BTC 717.89 buy ETH 452.88 fees about 1.17 cash +265.01
#> ann: [See the orders] [Tomorrow] [Widen] [Mute BTC]
#= ann: rings == True

# One alert for a target until it was back inside half of the band; and at most one a day.
market: BTC/USDT 82000
#! ann: over target
clock: +25h
#! ann: over target
market: BTC/USDT 66000
#! ann: points
clock: +24h
market: BTC/USDT 79000
#> ann: BTC is 6.4 points over target

# The exact orders, in the venue's steps: 738.52 too much is 0.00934 BTC, 465.26 lacking is 0.1356 ETH. What is sold was
# bought for 60,012.00 and its fee: 0.00934 x (78,984.20 − 60,072.012) less the fee of the sale is the gain.
ann: /portfolio rebalance
#> ann: PAPER  Sell 737.86, buy 465.24 USDT? sell BTC 0.00934 737.86 buy ETH 0.1356 465.24
#> ann: then 50.0 · 30.0 · 20.0 ... Realises a gain of 175.90 (FIFO). fees about 1.20
#> ann: Each order waits until the one before it has filled; a refusal stops the rest. [Confirm] [Only sell] [Cancel]
ann [Confirm]
#> ann: PAPER  Rebalancing: 2 orders The first is on its way: sell BTC 0.00934.
#> ann: PAPER  Sold part of BTC/USDT +175.90
#> ann: PAPER  Bought ETH/USDT
#> ann: PAPER  Rebalanced ✓ sell BTC 0.00934 78,984.20 ✓ buy ETH 0.1356 3,431.69
#> ann: now 50.0 · 30.0 · 20.0
ann: /portfolio rebalance
#> ann: Nothing to do: what is off is under the smallest order.

# Only the sales, if she likes; the money stays.
market: BTC/USDT 90000
ann: /portfolio rebalance
ann [Only sell]
#> ann: PAPER  Rebalancing: 1 order The first is on its way: sell BTC
#! ann: Bought
#> ann: PAPER  Rebalanced ✓ sell BTC

# Another mix than the targets is shown and done the same way, and leaves the targets as they are.
ann: /portfolio rebalance eth 0
#> ann: PAPER  Sell ... sell ETH 0.875 ... sell ETH 0.1356
ann [Cancel]
ann: /portfolio targets
#> ann: BTC 50.0 %

# Targets are given up by a word; then nobody is told.
ann: /portfolio targets off
#> ann: PAPER  No targets any more
ann: /alert drift
#= ann: code == no_targets
