# The provider moves the stop to where nothing is lost; the price comes back, and nothing is.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
ann: /copy edit pro auto really live
pro #calls: LONG {symbol} entry 60000 sl 58500 tp 63000 65000
price 60000
#? ann stop 58500
price 62000
pro #calls ^: sl be
price 62000
#? ann stop over 60000
#? ann open
price 60010
#> ann: {symbol}
#? ann closed
#? ann no stop
