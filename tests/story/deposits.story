# Money put in or taken out is never profit, whenever it moves.

ann: /buy 0.1 btc
ann [Confirm]
market: BTC/USDT 61000
# 0.1 x (61,000 - 60,012) less a fee of 6.0012: +92.80.
ann: /portfolio show
#> ann: PAPER  100,092.80 USDT today +92.80

ann: /portfolio cash deposit 5000
#> ann: PAPER  Deposited 5,000.00 USDT USDT 98,992.80 put in 105,000.00
#> ann: 17 Nov deposit +5,000.00 USDT 17 Nov deposit +100,000.00 USDT Money put in or taken out is never profit.
#= ann: moved.profit == False
ann: /portfolio show
#> ann: PAPER  105,092.80 USDT today +92.80
#> ann: open +92.80 closed 0.00 all +92.80
#= ann: deposits == 105000

# What was put in can be traded with, and taken out again, but no more than is free.
ann: /portfolio cash withdraw 98992.7988
#> ann: PAPER  Withdrew 98,992.80 USDT
ann: /portfolio show
#> ann: PAPER  6,100.00 USDT today +92.80
ann: /portfolio cash withdraw 1
#= ann: code == not_so_much
ann: /buy 0.01 btc
#! ann: Buy BTC/USDT for

ann: /portfolio cash deposit
#= ann: code == how_much
ann: /portfolio cash deposit 5 xyz
#= ann: code == no_such_currency
ann: /portfolio cash deposit 5000000000
#= ann: code == too_much_play
ann: /balance
#> ann: PAPER  Cash USDT 0.00 put in 6,007.20
