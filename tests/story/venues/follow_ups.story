# What a provider writes afterwards: a tighter stop by an edit and by a reply, half closed, another target, the rest closed.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
ann: /copy edit pro auto really live
pro #calls: LONG {symbol} entry 60000 sl 58500 tp 63000 65000
price 60000
#? ann stop 58500
pro #calls ~: LONG {symbol} entry 60000 sl 58800 tp 63000 65000
price 60000
#? ann stop 58800
pro #calls ^: sl 59000
price 60000
#? ann stop 59000
pro #calls ^: close half
#> ann: Sold part of {symbol}
price 60000
#? ann sold 1/2
#? ann stop 59000
pro #calls ^: tp2 64000
price 62000
#? ann sold 1/2
price 63000
#? ann sold 3/4
price 64000
#? ann closed
#? ann no stop
