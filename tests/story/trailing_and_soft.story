# A trailing stop follows the best price by steps of 0.10 % and never goes back. A soft stop rests nowhere: I watch it.

# 0.1 BTC at 60,012.00; the stop begins at 58,500.00 and follows at 1 %.
ann: /trade buy 0.1 btc sl 58500 trail 1%
#> ann: The stop follows the best price at 1.00 %.
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT ... stop 59,411.88 working
market: BTC/USDT 61000
#> ann: stop 60,390.00 working
# Fifty more are no step; a fall does not move it back.
market: BTC/USDT 61050
#! ann
market: BTC/USDT 60500
#! ann
market: BTC/USDT 62000
#> ann: stop 61,380.00 working
market: BTC/USDT 61380
#> ann: PAPER  Closed BTC/USDT +123.43
#> ann: stop 14:03 61,367.72

# Bob keeps his stop off the venue's book. His card says what that means.
bob: /trade buy 0.1 btc soft 60000 tp 65000
#> bob: I watch this stop myself: protection stops if the bot stops.
bob [Confirm]
#> bob: stop 60,000.00 watched by me target 1 65,000.00 working 100 %
#> bob: No order rests for this stop: protection stops if the bot stops.
market: BTC/USDT 60000.01
#! bob
# restart
market: BTC/USDT 59990
#> bob: PAPER  Closed BTC/USDT
#> bob: stop 14:03 59,978.00

# He may have it at the venue instead, and the other way round.
bob: /trade buy 0.1 btc soft 59000
bob [Confirm]
bob: /trade edit btc sl 59000
#> bob: PAPER  Changed BTC/USDT stop kept by me → at the venue
bob: /trade show btc
#> bob: stop 59,000.00 working
