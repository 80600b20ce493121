# A position whose stop was refused is an alarm at once, is tried again every 5 s, and is not left bare for a minute.
/start
# venue: refuses the next 3 stops: invalid_price
ann: /trade buy 0.1 BTC/USDT sl 58500 tp 63000
ann [Confirm]
#> ann: ! PAPER  NO STOP on BTC/USDT ... 0.1 BTC, 6,000.00 USDT, without a stop since 14:03:00 UTC.
#> ann: Why: the price is too far from the market. ... I try again at 58,500.00 every 5 s. ... At 60 s without a stop I sell it at market
#> ann: [Place stop now] [Close] [I handle it at Paper]
#= ann: rings == True
clock: +5s
#! ann: Protected again
# The next try is taken. The card says so in its place.
clock: +5s
#> ann: PAPER  Protected again: BTC/USDT ... Stop working at 58,500.00. ... Without its stop for 10 s in all.
ann: /trade show BTC
#> ann: stop ... 58,500.00
market: BTC/USDT 63000
#> ann: PAPER  Closed BTC/USDT

# Ann does not want to wait for the next try.
# venue: refuses the next stop: invalid_price
ann: /trade buy 1 ETH/USDT sl 3300
ann [Confirm]
#> ann: NO STOP on ETH/USDT
ann [Place stop now] ^2
#> ann: Protected again: ETH/USDT ... Stop working at 3,300.00.

# A venue that refuses for a minute: it is sold, as she has it by default.
# venue: refuses the next 20 stops: invalid_price
ann: /trade buy 10 SOL/USDT sl 130
ann [Confirm]
#> ann: NO STOP on SOL/USDT
clock: +30s
#! ann: Closed
clock: +25s
#> ann: PAPER  Closed SOL/USDT
#> ann: Protected again: SOL/USDT ... Nothing of it is held any more.

# Bob would rather have it watched here.
bob: /me protect
#> bob: Positions without a stop After 60 s without a stop I sell at market (emergency exit).
bob [Watch it here]
#> bob: After 60 s without a stop I watch the price here and sell when it is there.
bob: /trade buy 10 SOL/USDT sl 130
bob [Confirm]
#> bob: NO STOP on SOL/USDT ... At 60 s without a stop I watch the price here
clock: +30s
clock: +25s
#> bob: Protected again: SOL/USDT ... I watch 130.00 here. That protection stops when I stop.
market: SOL/USDT 129
#> bob: PAPER  Closed SOL/USDT

# Cat takes care of it herself at the broker: no more tries, nothing is sold.
# venue: is well
market: SOL/USDT 142.05
# venue: refuses the next stop: invalid_price
cat: /trade buy 10 SOL/USDT sl 130
cat [Confirm]
#> cat: NO STOP on SOL/USDT
/admin health
#> owner: Not well ... orders ... no stop ... unknown 0, no stop 1
cat [I handle it at Paper] ^2
#> cat: You take care of it: I neither try again nor sell.
clock: +2m
#! cat: Closed
cat: /portfolio show
#= cat: positions.0.quantity == 10

# A stop that somebody canceled at the venue is missed within a look, and placed again.
# venue: is well
dan: /trade buy 0.1 BTC/USDT sl 60000
dan [Confirm]
#> dan: PAPER  Bought BTC/USDT
# venue: dan cancels the stop
clock: +5m
dan: /trade show BTC
#> dan: stop ... 60,000.00
dan: /trade protect BTC
#= dan: code == protected
