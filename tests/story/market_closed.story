# A market may shut between the question and the yes. The venue says so, nothing is bought, and nothing waits in secret.

ann: /trade buy $2000 btc sl 58500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
ann: /trade buy $100 eth
#> ann: PAPER  Buy ETH/USDT

# Only this market is shut, until half past three. What rests there is the venue's to keep.
# venue: closed ETH/USDT until 15:30
ann [Confirm]
#> ann: No entry in ETH/USDT Paper did not take the order: the market is closed. Nothing was bought or sold by it.
ann: /portfolio positions
#= ann: positions == 1
ann: /trade buy $100 sol
#> ann: PAPER  Buy SOL/USDT

# At half past three it trades again, and what was refused was refused: she asks anew.
clock: +1h 27m
#! ann: Bought
ann: /portfolio positions
#= ann: positions == 1
ann: /trade buy $100 eth
ann [Confirm]
#> ann: PAPER  Bought ETH/USDT

# While a market is shut, asking is refused before anything is planned, with the hour at which it opens.
# venue: closed SOL/USDT until 17:00
ann: /trade buy $100 sol
#= ann: code == market_closed
#> ann: SOL/USDT is closed until ... 17:00
