# A signal that two people copy at accounts of their own: every target sells its part, and nothing is left.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
#> ann: LIVE  Copying pro
ann: /copy edit pro auto really live
#> ann: LIVE  Changed
ann: /copy pause pro
#> ann: LIVE
ann: /copy resume pro
#> ann: LIVE  Copying pro again
ann: /copy list
#> ann: LIVE
bob: /copy start pro
bob [Follow]
bob: /copy edit pro auto really live
pro #calls: LONG {symbol} entry 60000 sl 58500 tp 61500 63000
#> ann: Bought {symbol}
#> bob: Bought {symbol}
price 60000
#? ann open
#? bob open
#? ann stop 58500
#? bob stop 58500
price 61500
#> ann: Target 1 hit {symbol}
#> bob: Target 1 hit {symbol}
#? ann sold 1/2
#? bob sold 1/2
ann: /copy stop pro
#> ann: LIVE  Stop
ann [Cancel]
price 63000
#> ann: Closed {symbol}
#> bob: Closed {symbol}
#? ann closed
#? bob closed
#? ann no stop
#? bob no stop
