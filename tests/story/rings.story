# One ring for each thing that happens: a question, an entry, an exit. Everything else changes a card silently.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro confirm
bob [Follow]

# Ann's entry rings once; Bob is asked, which rings too. The channel's card is nobody's bell.
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT
#= ann: rings == True
#> bob: PAPER  Buy BTC/USDT
#= bob: rings == True
#! ann: Target

# The first target is one more ring. The card of the entry changes with it, without one.
market: BTC/USDT 61500
#> ann: PAPER  Target 1 hit BTC/USDT +227.74
#= ann: rings == True

# Whoever wants their exits without a ring says so, once.
ann: /me notify exits silent
#> ann: my fills ring my exits silent
market: BTC/USDT 63000
#> ann: PAPER  Closed BTC/USDT
#= ann: rings == False

# An order that waits for its price is on its way silently after its card; the moment it fills is one ring more.
cara: /trade buy 1 sol at 140
cara [Confirm]
#> cara: PAPER  Buy SOL/USDT ... buy 1 SOL at 140.00
market: SOL/USDT 140
#> cara: PAPER  Bought SOL/USDT ... 1 SOL at 140.00
#= cara: rings == True
