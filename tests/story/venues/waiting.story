# An entry that waits for its price, is taken back by word, and another that comes in parts.

ann: /trade buy {0.1} {symbol} at 59000 sl 58000 tp 61500
ann [Confirm]
#> ann: Waiting: buy
#? ann waiting 1
ann: /trade cancel {symbol}
price 60000
#? ann waiting 0
#? ann nothing bought
price 58900
#? ann nothing bought
price 60000
ann: /trade buy {0.1} {symbol} at 59000 sl 58000 tp 61500
ann [Confirm]
#? ann waiting 1
price 59000 size 0.04
#? ann bought 2/5
#? ann stop 58000
price 59000
#? ann bought 1
#? ann waiting 0
#? ann stop 58000
price 57900
#> ann: {symbol}
#? ann closed
#? ann no stop
