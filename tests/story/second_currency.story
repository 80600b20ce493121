# What is quoted in dollars is paid from an account in dollars. Two currencies are never one sum.

/trade buy 5 eth sl 3300
[Confirm]
/portfolio show
#> owner: PAPER  99,979.39 USDT
#= owner: others == 0

# The first order in a new currency opens a paper account there with the same figure.
/trade buy $100 aapl
#> owner: USD?
1
#> owner: PAPER  Bought AAPL
/portfolio show
#= owner: currency == USDT
#= owner: others == 1
#= owner: others.0.currency == USD
#= owner: others.0.positions.0.symbol == AAPL

/trade close all
#> owner: PAPER  Close 2 of 2 for
#> owner: about 17,137.84 USDT after fee 17.16
#> owner: about 99.72 USD after fee 0.10
