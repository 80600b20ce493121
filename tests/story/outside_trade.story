# Ann sells a part of what I bought for her at the broker's own page. My books follow, and so does her stop.
ann: /trade buy 0.1 BTC/USDT sl 58500 tp 63000
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT ... 60,012.00
# venue: ann sells 0.06 BTC/USDT
clock: +5m
#> ann: PAPER  Changed at Paper, not by me ... BTC 0.1 → 0.04 ... sold 0.06 ... at 59,988.00 ... by you or an app
#> ann: Taken into your books as external. ... Stop and targets follow: 0.04 BTC.
ann: /portfolio show
#= ann: positions.0.quantity == 0.04
#= ann: cash == 97588.47952
ann: /trade show BTC
#> ann: stop ... 58,500.00 ... target 1 ... 63,000.00
# It is taken in once, however often I look.
clock: +10m
#! ann
# The rest is hers to sell there as well. Then nothing waits for it any more.
# venue: ann sells 0.04 BTC/USDT
clock: +5m
#> ann: BTC 0.04 → 0 ... sold 0.04 ... Nothing of it is held any more: stop and targets are taken back.
market: BTC/USDT 58000
#! ann
# What she buys there is hers: it is in her books, without a stop of mine.
# venue: ann buys 0.02 BTC/USDT
clock: +5m
#> ann: BTC 0 → 0.02 ... bought 0.02 ... Taken into your books as external.
ann: /portfolio show
#= ann: positions.0.quantity == 0.02
