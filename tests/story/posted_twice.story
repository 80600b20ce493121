# The same trade twice within ten minutes: an addition, or only a repeat? The provider is asked before anything trades.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /me limits age 60s
cat: /copy start pro
cat [Follow]

# Cat is skipped: 100 s are more than her 60 s. Ann and Bob are in.
pro #calls -100s: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> ann: PAPER  Bought ETH/USDT
#> bob: PAPER  Bought ETH/USDT
#> cat: PAPER  Skipped ETH/USDT

clock: +4m
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> #calls: ETH/USDT long reading: check ... Nothing has been traded. The same words as #1. Add to it, or only a repeat?
#> #calls: [Add to it] [Only a repeat]
#! ann
pro #calls [Only a repeat]
#> #calls: ETH/USDT long no signal A repeat of #1. Nothing new was traded.
#! ann

# Other words, the same trade. Added to, it is for those who are in #1, by their own limits: 25 % of 99,970.13 may be in one
# instrument and 24,862.05 are, so there is room for 130.48 more: 0.038 ETH.
pro #calls: ETH long 3431, stop 3362, target 3600
#> #calls: The same trade as #1. Add to it, or only a repeat?
pro #calls [Add to it]
#> #calls: adds to #1
#> ann: PAPER  Bought ETH/USDT ... 0.038 ETH
#! cat

# What is said about #1 is done for what was added to it.
pro #calls ^3: close
#> #calls: ETH/USDT long closed
ann: /portfolio positions
#> ann: Nothing is held.

# After ten minutes it is a trade of its own.
clock: +10m
pro #calls: SHORT SOL/USDT entry 142.05 sl 145 tp 135
#> ann: PAPER  Sold short SOL/USDT
clock: +10m
pro #calls: SHORT SOL/USDT entry 142.05 sl 145 tp 135
#! #calls: repeat
