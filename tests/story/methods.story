# The books are kept first in, first out. Average cost and last in, first out are views of the same fills.

# 0.1 BTC at 60,012.00 with a fee of 6.0012; 0.1 at 62,012.40 (62,000 x 1.0002) with one of 6.20124.
ann: /buy 0.1 btc
ann [Confirm]
market: BTC/USDT 62000
ann: /buy 0.1 btc
ann [Confirm]

# Half is sold at 60,987.80 (61,000 x 0.9998): 6,098.78 less a fee of 6.09878 brings 6,092.68.
market: BTC/USDT 61000
ann: /trade close btc 0.1
ann [Confirm]

# First in: 6,092.68 - 6,007.20 = +85.48. Last in: 6,092.68 - 6,207.44 = -114.76. The mean of both lots: -14.64.
ann: /portfolio pnl
#> ann: PAPER  P&L, all time FIFO ... BTC +85.48 −107.44
ann: /portfolio pnl btc
#> ann: worked out FIFO ... sell 0.1 60,987.80 +85.48 ... held 0.1 at 62,074.41 each
ann [LIFO]
#> ann: worked out LIFO ... sell 0.1 60,987.80 −114.76 ... lots: last in, first out
ann [Average]
#> ann: worked out AVERAGE ... sell 0.1 60,987.80 −14.64 ... lots: average cost
ann: /portfolio pnl hifo
#> ann: P&L, all time HIFO ... BTC −114.76
ann: /portfolio pnl 7d average
#> ann: P&L, 7 days AVERAGE ... BTC −14.64

# Whatever the view: what is closed and what is open come to the same, -21.96.
#= ann: currencies.0.currency == USDT
ann: /portfolio show
#> ann: open −107.44 closed +85.48 all −21.96

# A week later the sale is no longer of these seven days; what is open is as it was.
clock: +8d
ann: /portfolio pnl 7d
#> ann: BTC 0.00 −107.44 0.00
ann: /portfolio pnl btc 7d
#> ann: Nothing happened in this time.
