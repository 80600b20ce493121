# A follow that loses too much stops itself: a warning at 80 %, then pause, or close as well.

pro #calls: /provider register
pro [Go live]

# Ann allows her copies to lose 1 % of what she began with, Bob the same and has them closed then, Eve keeps the usual 10 %.
ann: /start 10000
ann: /copy start pro size part:20%
ann [Follow]
ann: /copy edit pro loss 1%
#> ann: stop copying at −1 % → pause
bob: /start 10000
bob: /copy start pro size part:20%
bob [Follow]
bob: /copy edit pro loss 1% then close
#> bob: stop copying at −1 % → close
eve: /copy start pro size part:20%
eve [Follow]

# A fifth of 10,000.00 is 0.03333 BTC at 60,012.00: 2,000.19996 and 2.00019996 fee. The stop is 2.4 % away: 48.00 at risk.
pro #calls: LONG BTC/USDT entry 60000 sl 58560 tp 66000
#= ann: quantity == 0.03333
#= bob: quantity == 0.03333
# A second one in ETH, a fifth of the 9,997.60 that are left: 0.5827 at 3,431.69 and 2.00 fee; its stop is 2.2 % away.
pro #calls: LONG ETH/USDT entry 3431 sl 3356 tp 3800
#= ann: quantity == 0.5827

# At 58,600.00 BTC is 47.06 down; with its fee of 2.00 and ETH's 2.40 that is −51.47: −0.51 %.
market: BTC/USDT 58600
#! ann: pro is at
# ETH at 3,375.00 is 33.05 down: −84.11 in all, −0.84 % of −1 %.
market: ETH/USDT 3375
#> ann: PAPER  Copying pro pro is at −0.84 % of your −1 % limit.
#> bob: pro is at −0.84 % of your −1 % limit.
#! eve: limit
market: ETH/USDT 3374
#! ann: limit

# ETH at 3,360.00 makes it −92.86, and BTC at 58,300.00 hits its stop: both together are past −1 %.
market: ETH/USDT 3360
market: BTC/USDT 58300
#> ann: PAPER  Copying pro stopped Copying pro paused at −1.0 ... (limit −1.00 %). No new copies until you resume; positions keep their stops and targets. [Resume] [List]
#> bob: No new copies; the positions copied from it are being sold.
#> bob: PAPER  Closed ETH/USDT
ann: /portfolio positions
#> ann: ETH 0.5827
bob: /portfolio positions
#> bob: Nothing is held.

# The next signal is for Eve only.
pro #calls: LONG SOL/USDT entry 142.05 sl 138 tp 150
#> ann: PAPER  Skipped SOL/USDT pro #3 ✗ copying −1.0
#= ann: code == copy_stopped
#> eve: PAPER  Bought SOL/USDT

# Taken up again, the result counts from here.
ann: /copy resume pro
#> ann: PAPER  Copying pro again
clock: +11m
pro #calls: LONG SOL/USDT entry 142.05 sl 138 tp 150
#> ann: PAPER  Bought SOL/USDT
