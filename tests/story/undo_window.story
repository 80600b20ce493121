# The undo window: a copy waits five seconds behind [Undo]. Nothing was sent until it is over. Exits never wait.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start
ann [With 10,000]
ann: /me limits undo 31s
#= ann: code == undo_too_long
ann: /me limits undo 5s
ann: /copy start Northlight
ann [Follow]
bob: /start
bob [With 10,000]
bob: /me limits undo 5s
bob: /copy start Northlight
bob [Follow]
cid: /copy start Northlight
cid [Follow]

# Cid has no window and is in at once. Ann takes hers back, Bob lets it go.
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Buying BTC/USDT in 5 s 0.03333 BTC, about 1,999.80 USDT ... [Undo] [Send now]
#> bob: PAPER  Buying BTC/USDT in 5 s
#> cid: PAPER  Bought BTC/USDT
clock: +4s
#! ann
ann [Undo]
#> ann: PAPER  Cancelled BTC/USDT One order was taken back before it was sent.
clock: +1s
#> bob: PAPER  Bought BTC/USDT 60,012.00
#! ann: Bought
ann: /portfolio positions
#> ann: Nothing is held.

# A target and a stop do not wait for anything.
market: BTC/USDT 61500
#> bob: PAPER  Target 1 hit BTC/USDT

# Too late is told with the price, and with what can be done instead.
bob: /trade undo
#> bob: Already filled at 60,012.00. Close it instead? [Close]
#= bob: code == filled_already

# Who does not want to wait sends at once. A second tap finds it gone.
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3500
#> ann: PAPER  Buying ETH/USDT in 5 s
ann [Send now]
#> ann: PAPER  Bought ETH/USDT
ann: /trade undo eth
#= ann: code == filled_already
clock: +10s
#! ann
ann: /portfolio show
#= ann: positions == 1
