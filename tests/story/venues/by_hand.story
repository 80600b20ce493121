# Bought by hand with a stop and two targets, half sold by word, the rest too: the stop follows what is held.

ann: /trade buy {0.1} {symbol} sl 58500 tp 61500 63000
ann [Confirm]
#> ann: Bought {symbol}
price 60000
#? ann open
#? ann stop 58500
ann: /trade close {symbol} 50%
ann [Confirm]
#> ann: Sold part of {symbol}
price 60010
#? ann sold 1/2
#? ann stop 58500
ann: /trade close {symbol}
ann [Confirm]
#> ann: Closed {symbol}
price 60020
#? ann closed
#? ann no stop
