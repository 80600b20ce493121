# One trade told in full: why it exists, what happened when, and what its owner wrote about it.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]

# Posted three seconds before it came in. Both targets pay within the day.
pro #calls -3s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
clock: +2h 37m
market: BTC/USDT 61500

# A trade that still stands is told with its stop and what is left of its targets.
ann: /trade show btc
#> ann: BTC/USDT open +227.74
#> ann: how it stands ... stop 60,132.15 working ... target 2 63,000.00 working
#> ann: [Add a note]
clock: +4h 32m
market: BTC/USDT 63000

# What her stop would have cost her, 0.33333 x 1,500 = 500.00, is frozen: 705.25 of profit are 1.41 of it.
ann: /trade show btc
#> ann: PAPER  T- ... BTC/USDT closed +705.25
#> ann: why it exists pro post #1, read clear your copy: auto, 500.00 USDT at risk triggered_by signal:pro/1
#> ann: what happened 14:02:57 post 14:03:00 planned 14:03:00 sent 14:03:00 filled 16:40 target 1, BE 21:12 target 2
#> ann: on the trade +3.53 % +1.41 R
#= ann: steps == 6
#= ann: origin.provider == pro
#! ann: your note

# A button asks for the words; the next line is the answer.
ann [Trades]
ann: /trade note btc took it late, worked
#> ann: PAPER  Noted: T- ... your note "took it late, worked"
ann [Edit note]
#> ann: what you want to remember
ann: took it late: it worked all the same
#> ann: PAPER  Note changed ... before: "took it late, worked"
clock: +1h
ann: /trade show btc
#> ann: your note "took it late: it worked all the same" earlier, of 21:12 UTC: "took it late, worked"
#= ann: note == took it late: it worked all the same
#= ann: notes == 2

# Whoever does not own a trade does not find it; a note is not a novel.
bob: /trade note btc mine now
#= bob: code == no_such_trade
ann: /trade show nothing
#= ann: code == no_such_trade
