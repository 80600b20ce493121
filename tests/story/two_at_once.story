# One post about two open signals is done to each of them, and to nothing that it only names. What was read is told first.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: LONG SOL/USDT entry 142.05 sl 138 tp 150 156
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
market: SOL/USDT 145
market: ETH/USDT 3500
pro #calls: SOL half off at 145, ETH stop to entry, BTC looks heavy
#> pro: I read it as: stop to break-even. It is about #2 ETH long.
#> pro: I read it as: close 50 % (you wrote 145). It is about #1 SOL long.
#! ann
pro [Yes] ^2
#> #calls: ✎ 14:03 stop → break-even applied for a few
pro [Yes]
#> ann: PAPER  Sold part of SOL/USDT
