# Every reason is told, not only the first; and nothing is guessed.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]

# A long whose stop is above its entry: a slip of the pen, and no limit would make it right.
pro #calls: LONG BTC/USDT entry 60000 sl 61000 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT pro #1 ✗ stop side 61,000.00 entry 60,000.00
#> ann: No limit of yours would have let it pass.
#= ann: code == wrong_side
#! ann: Bought

# Too old, run away and without a stop at once. Without a stop there is no size to speak of.
pro #calls -300s: LONG ETH/USDT entry 3400 tp 3900
#> ann: PAPER  Skipped ETH/USDT pro #2
#> ann: ✗ age 300 s max 120 s
#> ann: ✗ price +0.91 % max 0.50 %
#> ann: ✗ stop none needed
#! ann: size
#! ann: Bought

# The same for a paste of one's own.
bob: LONG BTC/USDT entry 60000 sl 61000 tp 61500
#> bob: The stop 61,000.00 is above the entry 60,000.00 of a long. I do not guess.
#= bob: code == wrong_side
bob: /portfolio positions
#> bob: Nothing is held.
