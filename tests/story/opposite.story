# An account keeps one position of each thing. What goes the other way would only take from a trade that is open, and
# its stop would find nothing left: it is refused with what to do, copied and by hand alike.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Bought ETH/USDT

# Her provider turns round without closing first. The copy is skipped, and names the trade that is in its way.
clock: +10s
pro #calls: SHORT ETH/USDT entry 3431 sl 3500 tp 3300
#> #calls: opposite a few
#> ann: PAPER  Skipped ETH/USDT pro #2 ✗ opposite T-
#> ann: long ... Close that one first to go the other way, or use another account.
#= ann: code == opposite
#! ann: Sold short
ann: /trade why eth
#> ann: PAPER  Skipped ETH/USDT pro #2 ✗ opposite T-
ann: /portfolio positions
#= ann: positions.0.quantity == 3.8167

# By hand it is the same: who is short is not long beside it.
bob: /trade sell 1 eth sl 3600
bob [Confirm]
bob: /trade buy 1 eth
#> bob: PAPER  Not done You hold ETH/USDT short in T-
#> bob: Close it first, or use another account.
#= bob: code == opposite
bob [Close]
bob [Confirm]
#> bob: PAPER  Closed ETH/USDT
# An order that waits counts as well; it is taken back and not closed.
bob: /trade buy 1 eth at 3000
bob [Confirm]
bob: /trade sell 1 eth sl 3600
#> bob: PAPER  Not done An order for ETH/USDT long waits in T-
#= bob: code == opposite
bob [Cancel]
#> bob: PAPER  Cancelled ETH/USDT

# Two cards that were shown while nothing was held become one trade: the second tap finds the first.
cat: /trade sell 1 sol sl 200
#> cat: PAPER  Sell short SOL/USDT
cat: /trade buy 1 sol sl 100
#> cat: PAPER  Buy SOL/USDT
cat [Confirm] ^2
#> cat: PAPER  Sold short SOL/USDT
cat [Confirm] ^2
#= cat: code == opposite
#! cat: Bought
