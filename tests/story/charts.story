# Charts that are asked for: the curve without what was paid in, what a portfolio is made of, months, a trade on its candles.

ann: /portfolio chart
#> ann: PAPER  Equity ... A curve needs two days

ann: /trade buy BTC/USDT $20000 sl 58000 tp 61500 63000
ann [Confirm]
clock: +1d
market: BTC/USDT 61800
clock: +1d
ann: /portfolio cash deposit 5000
clock: +1d
ann: /portfolio chart
#> ann: PAPER  Equity ... worth ... made ... deepest fall ... paid in 105,000.00 ... the last 30 days
#= ann: days.2.paid_in == 5000
ann [All time]
#> ann: PAPER  Equity ... since the beginning
ann: /portfolio chart allocation
#> ann: PAPER  Made of ... BTC ... cash
ann [Months]
#> ann: PAPER  Months ... Nov 2026

ann: /trade show btc
ann [Chart]
#> ann: PAPER  T- ... BTC/USDT ... entry 60,012.00 ... target 1 61,500.00 ... buy 0.33333 at 60,012.00 ... made up
ann [Light]
#> ann: PAPER  T- ... BTC/USDT ... [Open] [Dark]

ann: /portfolio chart in EUR
#> ann: You have no portfolio in "EUR"
ann: /portfolio show
#> ann: PAPER ... [Refresh] [Trades]
