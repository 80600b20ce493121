# What a provider tells of the own trade is a report. Whether followers should do the same is asked, with one tap.

pro #calls: /provider register
pro [Go live]
ann: /start 10000
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000

# A result is no order, and no card.
pro #calls ^: TP1 smashed!! +2.5%
#! #calls
#! pro
#! ann

market: BTC/USDT 61200
pro #calls ^2: closed at 61200
#> pro: "closed at 61200" – a report? It is about #1 BTC long. Close for followers too?
#> pro: [Close for followers] [Only a report]
#! ann
#! #calls
pro [Only a report]
#> pro: Left: nothing was changed.
ann: /trade show btc
#> ann: stop 58,500.00 working

# Said again, and this time it is meant for all. They get the bid: 61,200 less 0.02 % is 61,187.76.
# Ann: 0.03333 x (61,187.76 − 60,012.00) = 39.19, less fees of 2.00 and 2.04.
pro #calls ^3: closed at 61200
pro [Close for followers]
#> #calls: ✎ 14:03 closed applied for a few
#> ann: PAPER  Closed BTC/USDT +35.15
#> bob: PAPER  Closed BTC/USDT
#> cat: PAPER  Closed BTC/USDT

# Prose that reads as an instruction is asked about as well: short words are carried out, sentences are confirmed.
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
market: ETH/USDT 3500
pro #calls ^: guys move stop loss to breakeven
#> pro: carry it out? I read it as: stop to break-even.
#! ann
pro [Yes]
#> #calls: ✎ 14:03 stop → break-even applied for a few
