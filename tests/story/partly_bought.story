# A copied entry that fills in part and then not at all: after 15 minutes, the follower's own limit, the rest is taken back.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start
ann [With 10,000]
ann: /copy start Northlight
ann [Follow]

# 0.50 % of 10,000.00 is 50.00; over 142.10 − 139.60 that is 20 SOL, whose 2,842.00 are above the 2,500.00 of one
# position: 17.5. Ann allows 30 % in one instrument, which holds ten minutes later.
ann: /me limits position 30%
ann [Confirm]
clock: +10m

# Only 6.5 SOL trade at the posted price; the others wait at 142.80, which is 142.10 and 0.50 % more.
market: SOL/USDT 142.10 size 6.5
pro #calls: LONG SOL/USDT entry 142.10 sl 139.60 tp 148
#> ann: PAPER  Partly bought SOL/USDT
#> ann: 13.5 SOL more wait at 142.80.
#= ann: held == 6.5
clock: +14m
#! ann
clock: +1m
#> ann: PAPER  Partly bought SOL/USDT 6.5 of 20 SOL at 142.15, rest cancelled after 15 min (your limit).
#> ann: Stop and targets cover 6.5. ... [Buy the rest] [Keep] [Close]

# What was taken back does not come: the market may fall as it likes above the stop.
market: SOL/USDT 141
#! ann
ann [Buy the rest]
#> ann: PAPER  Buy SOL/USDT for 1,903.50 USDT? now 141.00 market order size 13.5 SOL
ann [Cancel]

# A fill that comes before the time is up counts, and nothing is told twice.
market: SOL/USDT 142.10 size 1
pro #calls: LONG SOL/USDT entry 142.10 sl 139.60 tp 148
market: SOL/USDT 142.10
clock: +20m
#! ann: Partly
