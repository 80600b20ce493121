# Chat is not a signal, an edit opens nothing, and the same post twice is one post.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]

pro #calls: gm frens, btc looks strong, maybe 70k soon
#! #calls
#! ann
# Whoever is not the provider may write what they like.
bob #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#! #calls
#! ann

pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT
# again
#! #calls
#! ann

# An edit may tighten a stop, and does nothing else: what it opens or widens is noted. The first version stays.
pro #calls ~: LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000
#> #calls: ✎ 14:03 stop 58,500 → 59,000 tightened applied for a few
#> #calls: [First version] [My trade]
#! ann: Buy
pro #calls ~: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> #calls: edited: it no longer reads as this trade
#> #calls: First version stays on record.
#! ann
ann: /trade show btc
#> ann: stop 59,000.00 working
#! ann: ETH

# A result is no order either.
pro #calls ^: TP1 smashed!!
#! ann
/provider show pro
#> owner: 1 signal
