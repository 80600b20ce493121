# A crowd does not move a thin market against itself: all copies of one signal are cut by the same share, and it is said.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]

# KAVA/USDT trades for 1,000,000 a day: together 10,000 at most. Each wanted 500.00 / 5 % = 10,000 of it.
pro #calls: LONG KAVA/USDT entry 1.4647 sl 1.3915 tp 1.55 1.65
#> #calls: KAVA/USDT long ... all cut to 33
#> ann: PAPER  Bought KAVA/USDT ... cut to 33
#> bob: PAPER  Bought KAVA/USDT ... cut to 33
#> cat: PAPER  Bought KAVA/USDT ... cut to 33
ann: /trade why kava
#> ann: PAPER  Took KAVA/USDT ... ✓ crowd cut to 33
