# The statistics: what is not known says why and is never 0; deposits are no profit; every figure has its formula.

ann: /portfolio stats
#> ann: PAPER  30 days  0.00 % deepest 0.00 % Sharpe n/a Sortino n/a 0 trades beta n/a to BTC
#> ann: Sharpe and Sortino: n/a under 20 whole days, there are 0.
#> ann: [All 20] [Explain] [Where from] [All time]

# A loss, a gain, and one by hand without a stop; the money that is paid in between earns nothing.
ann: /buy 0.1 btc sl 58000
ann [Confirm]
clock: +24h
market: BTC/USDT 62000
ann: /trade close btc
ann [Confirm]
ann: /portfolio cash deposit 50000
clock: +24h
ann: /buy 1 eth sl 3300
ann [Confirm]
market: ETH/USDT 3299
clock: +24h
ann: /buy 1 sol
ann [Confirm]
ann: /trade close sol
ann [Confirm]
ann: /portfolio stats
# BTC: 197.56 less 12.19996 in fees of 200 at risk. ETH: stopped at 3,298.34 after 3,431.69, of 131 at risk. SOL: the spread.
# 100,185.36 / 100,000 times 150,044.90 / 150,185.36: the deposit is no profit, and no part of the fall.
#> ann: PAPER  30 days +0.09 % deepest −0.09 %
#> ann: won 1 lost 2 even 0 +0.93 / −1.07 R
#= ann: stats.trades.tally.gained == 185.36004
#= ann: stats.trades.tally.trades == 3
#= ann: stats.trades.tally.measured == 2
#= ann: stats.returns.sharpe.why == days
ann [All 20]
#> ann: PAPER  30 days
#> ann: deepest fall −140.46 −0.09 % longest below peak 2 days
#> ann: won · lost · even 1 · 2 · 0 win rate 33.33 % closed, USDT +44.90 profit factor 1.32
#> ann: average win / loss +185.36 / −70.23 average R −0.07 R expectancy, a trade +14.97 in the market 33.33 %
#> ann: 1 trade had no stop, so no R.
#> ann: SPY stands for the S&P 500.
ann: /portfolio stats attribution
#> ann: PAPER  30 days by instrument trades won closed BTC 1 100 %
#> ann: An attribution, not ownership: every trade is yours.
ann [By hour]
#> ann: Hours of the entry, UTC.
ann: /portfolio stats explain
#> ann: Sharpe: (average day − riskless day) / deviation of days, times the root of the days in a year.
ann: /portfolio stats daily
#> ann: PAPER  today 0.00 %

# Another currency of the account has figures of its own: two currencies are never one.
ann: /buy 1 aapl
ann [Confirm]
ann: /portfolio stats currency usd
#= ann: stats.currency == USD
ann: /portfolio stats currency eur
#> ann: This account has no eur. It has: USD, USDT.
