# Units leave Ann's account at the broker, and nobody told me why. I correct nothing: I say so, and wait.
ann: /trade buy 0.1 BTC/USDT sl 58500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
# venue: ann moves -0.03 BTC
clock: +5m
# Seen once, it may be on its way. Seen twice, it is a difference.
#! ann
clock: +30s
#> ann: PAPER  BTC differs at Paper ... my books 0.1 ... Paper 0.07 ... New trades in BTC wait until both are equal
ann: /trade buy 0.1 BTC/USDT sl 58500
#= ann: code == position_differs
#> ann: do not agree on BTC/USDT since 14:08 UTC
ann: /trade buy 1 ETH/USDT
#> ann: PAPER  Buy ETH/USDT
ann [Cancel]
/admin health
#> owner: books ... held ... position differs 1
# Exits are never held back.
ann: /trade close BTC
#> ann: PAPER  Close
ann [Cancel]
# It clears itself.
# venue: ann moves 0.03 BTC
clock: +30s
#> ann: PAPER  BTC is equal again at Paper ... New trades go on.
ann: /trade buy 0.1 BTC/USDT sl 58500
#> ann: PAPER  Buy BTC/USDT
