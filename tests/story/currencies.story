# Several currencies: each account in its own, and a sum only with the rates it was made with.

# Stablecoins are quoted like everything else: a dollar is 1.0000 of them here until somebody moves it.
ann: /buy 0.1 btc
ann [Confirm]
ann: /portfolio show
#! ann: all accounts
ann: /portfolio cash deposit 2000 eur
#> ann: PAPER  Deposited 2,000.00 EUR
market: EUR/USD 1.08
ann: /portfolio show
#> ann: PAPER  99,992.80 USDT
#> ann: PAPER 2,000.00 EUR today 0.00
#> ann: all accounts 102,152.80 USDT 1 EUR = 1.08 USDT, 14:03 UTC, over EUR/USD, USDT/USD
#= ann: together.rates.0.rate == 1.08
#= ann: together.rates.0.source == EUR/USD, USDT/USD
#= ann: together.equity == 102152.7988

# The stablecoin slips to 0.999 dollars: the same euros are worth more of it.
market: USDT/USD 0.999
ann: /portfolio show
#> ann: all accounts 102,154.96 USDT 1 EUR = 1.08108108 USDT, 14:03 UTC

# A share in dollars opens a third account with the figure that every paper account opens with.
market: AAPL 200
ann: /buy 1 aapl
ann [Confirm]
# 1 at 200.04, fee 0.20004: -0.24 in dollars. 2,000 EUR x 1.08108108... and 99,999.76 USD / 0.999 come on top.
ann: /portfolio show
#> ann: 1 EUR = 1.08108108 USDT ... 1 USD = 1.001001 USDT, 14:03 UTC
#= ann: others == 2
ann: /portfolio pnl
#> ann: BTC 0.00 −7.20 6.00 USDT 0.00 −7.20 6.00 AAPL 0.00 −0.24 0.20 USD 0.00 −0.24 0.20
