# A standing trade is changed: old and new are shown. What lowers the risk is done at once, what raises it asks first.

# 0.03333 BTC bought at 60,012.00 with the stop at 58,500.00: 50.39 at risk.
ann: /trade buy 0.03333 btc sl 58500 tp 61500 63000
ann [Confirm]
#> ann: [Close] [Stop to BE] [Edit] [Why]
ann: /trade edit btc sl 59000
#> ann: PAPER  Changed BTC/USDT stop 58,500.00 → 59,000.00 at risk 50.39 USDT → 33.73 USDT
ann: /trade edit btc sl 58000
#> ann: PAPER  Change BTC/USDT? stop 59,000.00 → 58,000.00 at risk 33.73 USDT → 67.06 USDT
#> ann: This puts more at risk than before. ... [Confirm] [Cancel]
ann: /trade show btc
#> ann: stop 59,000.00 working
ann: /trade edit btc sl 58000
ann [Confirm]
#> ann: PAPER  Changed BTC/USDT
ann: /trade show btc
#> ann: stop 58,000.00 working

# Targets for what is left; their order is by distance.
ann: /trade edit btc tp 65000 62000
#> ann: target 1 61,500.00 → 62,000.00 target 2 63,000.00 → 65,000.00

# Break-even is where the rest ends at nothing, so it needs a price above it.
ann: /trade edit btc sl be
#> ann: BTC/USDT is at 60,000.00: a stop at 60,132.15 would sell at once. Close it instead?
#= ann: code == edit_stop_passed
market: BTC/USDT 61000
ann: /trade edit btc sl be
#> ann: PAPER  Changed BTC/USDT stop 58,000.00 → 60,132.15 at risk 67.06 USDT → 0.00 USDT
ann: /trade edit btc sl be
#= ann: code == edit_same
ann: /trade edit btc
#= ann: code == nothing_to_edit

# An order that waits gets another limit: the first is canceled, and only then the other goes.
bob: /trade buy 1 sol at 140 sl 135
bob [Confirm]
#> bob: Waiting: buy 1 SOL at 140.00.
bob: /trade edit sol limit 139
#> bob: PAPER  Changed SOL/USDT limit 140.00 → 139.00 at risk 5.00 USDT → 4.00 USDT
market: SOL/USDT 140
#! bob
market: SOL/USDT 139
#> bob: PAPER  Bought SOL/USDT filled 1 SOL at 139.00

# Filled in part, the rest is taken back; what was bought stays, with its stop.
cid: /trade buy 2 sol at 138 sl 130
cid [Confirm]
market: SOL/USDT 138 size 0.5
#> cid: PAPER  Partly bought SOL/USDT filled 0.5 SOL at 138.00 ... 1.5 SOL more wait at 138.00.
cid: /trade cancel sol
#> cid: PAPER  Cancelled SOL/USDT I asked the venue to cancel one order. A fill that comes first counts.
market: SOL/USDT 137
#! cid
cid: /trade cancel all
#= cid: code == nothing_to_cancel
cid: /trade cancel sol
#> cid: Already filled at 138.00. Close it instead? ... [Close]
