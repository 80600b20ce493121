# One word stops everything: what waits is taken back, what is held is sold, and new orders are off.

ann: /trade buy {0.1} {symbol} sl 58500 tp 61500 63000
ann [Confirm]
price 60000
ann: /trade buy {0.1} {symbol} at 59000 sl 58000
ann [Confirm]
#? ann waiting 1
#? ann stop 58500
ann: /panic
ann [Confirm]
#> ann: Stopped
price 60000
#? ann waiting 0
#? ann closed
#? ann no stop
ann: /trade buy {0.1} {symbol} sl 58500
#= ann: code == kill_switch
#? ann waiting 0
