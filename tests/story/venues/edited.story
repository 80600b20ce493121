# A trade of one's own is changed by word: its stop nearer and further, its targets, and the limit of one that waits.

ann: /trade buy {0.1} {symbol} sl 58500 tp 61500 63000
ann [Confirm]
price 60000
ann: /trade edit {symbol} sl 59000
price 60000
#? ann stop 59000
ann: /trade edit {symbol} sl 58000
ann [Confirm]
price 60000
#? ann stop 58000
ann: /trade edit {symbol} tp 62000 64000
price 61500
#? ann sold 0
price 62000
#? ann sold 1/2
price 57900
#? ann closed
#? ann no stop
price 60000
bob: /trade buy {0.1} {symbol} at 59000 sl 58000
bob [Confirm]
bob: /trade edit {symbol} limit 59500
bob [Confirm]
price 60000
#? bob waiting 1
price 59400
#? bob bought 1
#? bob stop 58000
