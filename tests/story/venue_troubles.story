# What keeps an order from its venue is said before anything is sent: a venue that is silent, a key that is dead.

ann: /trade buy $2000 btc sl 58500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT

# For two minutes the venue does not answer. Nothing is planned, and she can ask again.
# venue: silent 2m
ann: /trade buy $100 eth
#= ann: code == broker_down
#> ann: Paper does not answer (since 14:03 UTC). I sent nothing and retry reading every 5 s. [Try again]

# An order that was confirmed a moment before the venue fell silent is not sent either, and she is told.
# venue: is well
ann: /trade buy $100 eth
# venue: silent 2m
ann [Confirm]
#> ann: No entry in ETH/USDT Paper did not take the order: it could not be reached, so nothing was sent.
ann: /trade history
#> ann: ETH not filled
clock: +2m
ann: /trade buy $100 eth
#> ann: PAPER  Buy ETH/USDT

# A key that is not accepted any more stops what is new. What rests at the venue keeps working.
# venue: revoked
ann: /trade buy $100 eth
#= ann: code == key_revoked
#> ann: Paper no longer accepts your key (14:05 UTC). Stops already there keep working.
# venue: is well
market: BTC/USDT 58500
#> ann: PAPER  Closed BTC/USDT −54.73 stop

# An instrument that the venue does not trade is named, whoever asks for it.
# venue: does not trade SOL/USDT
ann: /trade buy $100 sol
#= ann: code == not_at_broker
#> ann: Paper does not trade SOL/USDT.

# What the venue itself turns down is its word, by name.
# venue: is well
# venue: refuses the next order: invalid_size
ann: /trade buy $100 sol
ann [Confirm]
#> ann: No entry in SOL/USDT Paper did not take the order: the size is not one that it takes.
