# Chat is not a signal, an edit never trades, and the same post twice is one post.

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

# The edit stands on the card; orders stay as they are.
pro #calls ~: LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000
#> #calls: ✎ 14:03 edited: recorded, the first version stands
#> #calls: stop 58,500.00
#! ann: Buy
pro #calls ~: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#! ann
ann: /trade show btc
#> ann: stop 58,500.00 working
#= ann: orders == 4

# A result is no order either.
pro #calls ^: TP1 smashed!!
#! ann
/provider show pro
#> owner: signals 1
