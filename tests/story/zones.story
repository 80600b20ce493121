# Times are the reader's own in private, with the city beside them, and universal in public.

pro #calls: /provider register
pro [Go live]
ann: /me zone Berlin
ann: /copy start pro
ann [Follow]

pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> #calls: pro #1 · seen 14:03:00 UTC
#> ann: PAPER  Bought BTC/USDT ... pro #1 · T- ... · 15:03 Berlin
ann: /portfolio show
#> ann: 15:03:00 Berlin · prices

# Both targets in the evening: 16:40 and 21:12 of the storyboard are an hour later on Ann's clock.
clock: +157m
market: BTC/USDT 61500
clock: +272m
market: BTC/USDT 63000
#> ann: PAPER  Closed BTC/USDT ... target 1 17:40 61,500.00 ... target 2 22:12 63,000.00
ann: /trade show btc
#> ann: what happened ... 15:03:00 planned ... 17:40 target 1, BE 22:12 target 2

# Three hours on, it is tomorrow in Berlin and still today in London.
clock: +3h
ann: /trade history
#> ann: 17 Nov BTC target 2 +705.25
ann: /me zone London
ann: /trade buy btc $50
ann [Confirm]
#> ann: by hand · T- ... · 00:12 London
