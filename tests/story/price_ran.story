# The price has run away from the posted entry. Whoever enters late would pay for a trade nobody posted.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]

# 60,410 is 0.6833 % over 60,000; Ann allows 0.50 %.
market: BTC/USDT 60410
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT pro #1 ✗ price +0.68 % max 0.50 %
#> ann: ✓ age 0 s max 120 s

# The change is the smallest that passes all checks, tried again before it is said; rounded up to 0.01 %.
#> ann: Smallest change that would have passed: chase 0.69 %. [Change limits]
#= ann: change.chase_share == 0.0069
#= ann: code == price_ran

# More risk than before asks first, and holds ten minutes after the yes.
ann [Change limits]
#> ann: PAPER  Loosen your limits? max chase 0.50 % → 0.69 %
ann [Confirm]
#> ann: PAPER  Your limits ... max chase 0.50 % ... max chase 0.69 % holds from 14:13 UTC [Take back]
clock: +10m
#> ann: PAPER  Limits changed ... max chase 0.69 % ... Changed: max chase.

pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT
#= ann: order.price == 60414
