# What today brought is measured from what the account was worth at 00:00 UTC; money paid in is left out.

# On the first day from what was paid in: 0.1 BTC bought at 60,012 with a fee of 6.0012, now at 61,000.
ann: /buy 0.1 btc
ann [Confirm]
market: BTC/USDT 61000
ann: /portfolio show
#> ann: PAPER  100,092.80 USDT today +92.80

# The next day begins with 100,092.80. A rise of 500 brings 50.00, and 1,000 paid in bring nothing.
clock: +12h
ann: /portfolio show
#> ann: PAPER  100,092.80 USDT today 0.00
market: BTC/USDT 61500
ann: /portfolio cash deposit 1000
ann: /portfolio show
#> ann: PAPER  101,142.80 USDT today +50.00
#> ann: open +142.80 closed 0.00 all +142.80
#= ann: today == 50
