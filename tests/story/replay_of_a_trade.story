# A closed trade told again as one thread: what was posted and said, each fill, each move of the stop.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start 10000
ann: /copy start Northlight
ann [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
clock: +10m
pro #calls ~: LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000
clock: +10m
market: BTC/USDT 61500
clock: +10m
pro #calls ^: close
#> ann: PAPER  Closed BTC/USDT ... [Replay] [Why]
ann [Replay]
#> ann: PAPER  Replay T- ... BTC/USDT +45.34 Northlight #1
#> ann: 14:03:00 post "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000" 14:03:00 planned 14:03:00 sent 14:03:00 bought
#> ann: stop works at 58,500.00
#> ann: 14:13:00 ✎ post edited "LONG BTC/USDT entry 60000 sl 59000 tp 61500 63000" 14:13:00 stop 58,500.00 → 59,000.00
#> ann: 14:23:00 sold 0.01666 BTC at 61,500.00 target 1
#> ann: 14:23:00 stop 59,000.00 → 60,132.15
#> ann: 14:33:00 provider "close" 14:33:00 sold 0.01667 BTC at 61,487.70 by hand or word 14:33:00 closed
#> ann: on the trade +2.27 % +0.91 R [Open] [Chart] [Trades]

# By hand it has no post; somebody else's trade is nobody else's.
ann: /trade buy btc $1000
ann [Confirm]
ann: /trade close btc
ann [Confirm]
ann: /trade replay btc
#> ann: by hand 14:33:00 planned 14:33:00 sent 14:33:00 bought 0.01626 BTC
bob: /trade replay btc
#= bob: code == no_such_trade
