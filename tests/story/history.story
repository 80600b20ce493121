# The list of trades keeps the true order of what happened in one instant, page by page, there and back.

# Ten purchases within the same second. Whoever was first stands last.
ann: /buy 0.1 btc
ann [Confirm]
ann: /buy 1 eth
ann [Confirm]
ann: /buy 1 sol
ann [Confirm]
ann: /buy $20 bnb
ann [Confirm]
ann: /buy $20 xrp
ann [Confirm]
ann: /buy $20 ada
ann [Confirm]
ann: /buy $20 doge
ann [Confirm]
ann: /buy $20 dot
ann [Confirm]
ann: /buy $20 ltc
ann [Confirm]
ann: /buy $20 link
ann [Confirm]

ann: /trade history
#> ann: PAPER  Trades 1-8 of 10 ... LINK open ... LTC ... DOT ... DOGE ... ADA ... XRP ... BNB ... SOL open
#> ann: [Older >] [CSV]
#! ann: [< Newer]
#= ann: trades.0.symbol == LINK/USDT
ann [Older >]
#> ann: PAPER  Trades 9-10 of 10 ... ETH ... BTC
#> ann: [< Newer] [CSV]
#= ann: trades.1.symbol == BTC/USDT
ann [< Newer]
#> ann: PAPER  Trades 1-8 of 10 ... LINK open ... SOL open

# How a trade ended is told: half at a target, by hand, or waiting still. /portfolio history is the same list.
bob: /buy 0.1 btc sl 58500 tp 61500 63000
bob [Confirm]
market: BTC/USDT 61500
bob: /buy 1 sol
bob [Confirm]
bob: /trade close sol
bob [Confirm]
bob: /buy 1 sol at 140
bob [Confirm]
# 0.05 BTC sold at 61,500 for 3,075 less a fee of 3.075, bought for 3,000.60 and a fee of 3.0006: +68.32. The SOL was
# bought at 142.10 and sold at 142.00, with 0.1421 and 0.142 of fees: −0.38.
bob: /portfolio history
#> bob: Trades 1-3 of 3 17 Nov SOL waiting T- ... SOL closed −0.38 T- ... BTC ½ target 1 +68.32 T-

# By how far they are, by what they are in.
bob: /trade history closed
#> bob: 1-1 of 1 17 Nov SOL closed
#= bob: trades.0.round_trips.0.status == CLOSED
#= bob: trades.0.round_trips.0.quantity == 1
bob: /trade history btc
#> bob: 1-1 of 1 17 Nov BTC ½ target 1
bob: /trade history open sol
#> bob: No trade of yours is like that.
eve: /trade history
#> eve: No trades yet.
#! eve: [CSV]
