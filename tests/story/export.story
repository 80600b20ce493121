# Everything as plain tables: one row a fill, UTC, a plain minus, the method in the header.

ann: /buy 0.1 btc
ann [Confirm]
market: BTC/USDT 61000
ann: /trade close btc 0.05
ann [Confirm]
ann: /portfolio cash withdraw 500
ann: /portfolio export
#> ann: PAPER  Export FIFO fills.csv 2 rows lots.csv 2 rows cash.csv 2 rows days.csv 0 rows lots: first in, first out
#> ann: fills-fifo.csv every fill in the order of booking, 2 rows
#> ann: lots-fifo.csv closed round trips and open lots, 2 rows
#= ann: fills.0.time_utc == 2026-11-17T14:03:00.000000Z
#= ann: fills.0.side == BUY
#= ann: fills.0.fee == 6.0012
# 0.05 sold at 60,987.80: 3,049.39 less 3.04939, less 3,000.60 and half of the buying fee, 3.0006.
#= ann: fills.1.realized_fifo == 42.74001
#= ann: lots.0.status == closed
#= ann: lots.0.realized_fifo == 42.74001
#= ann: lots.1.status == open
#= ann: lots.1.cost_fifo == 3003.6006
#= ann: cash.1.amount == -500
#= ann: cash.1.is_profit == no

# Another method is named in every header, and nothing else is.
ann: /portfolio export lifo
#> ann: lots-lifo.csv
#= ann: fills.1.realized_lifo == 42.74001

# A tax year: every lot that was closed in it, proceeds less cost, both fees in.
ann: /portfolio export 2026
#> ann: PAPER  Tax lots 2026 FIFO proceeds cost gain BTC 3,046.34 3,003.60 +42.74 USDT 3,046.34 3,003.60 +42.74 Both fees are in: gain is proceeds less cost.
#> ann: tax.csv 1 row lots: first in, first out
#> ann: tax-fifo.csv every lot that was closed in the year, 1 row
#= ann: tax.0.proceeds_fifo == 3046.34061
#= ann: tax.0.cost_fifo == 3003.6006
#= ann: tax.0.gain_fifo == 42.74001
#= ann: tax.0.days_held == 0
ann: /portfolio export 2025 average
#> ann: PAPER  Tax lots 2025 AVERAGE Nothing was closed in this year.
#> ann: tax.csv 0 rows lots: average cost

# Each midnight's worth goes with it.
clock: +24h
ann: /portfolio export
#> ann: days.csv 1 row
#= ann: days.0.day_utc == 2026-11-17
#= ann: days.0.paid_in == 100000
#= ann: days.0.taken_out == 500
