# Orders by hand that wait for a price: a breakout, a breakout with a cap, a touch, and those that do not wait at all.

# Ahead of the price a trigger is a breakout: 0.01 BTC once it trades at 61,000 or above, then at market.
ann: /trade buy 0.01 btc above 61000 sl 59500
#> ann: PAPER  Buy BTC/USDT for 610.00 USDT? ... Waits until the price breaks 61,000.00.
#> ann: 60 s left
ann [Confirm]
#> ann: Waiting: buy 0.01 BTC once it reaches 61,000.00 or above.
#= ann: order.type == stop
market: BTC/USDT 60999.99
#! ann
market: BTC/USDT 61000
#> ann: PAPER  Bought BTC/USDT filled 0.01 BTC at 61,012.20 ... stop 59,500.00 working

# With a limit the breakout has a cap: past it the order rests and waits for the price to come back.
bob: /trade buy 0.01 btc above 62000 limit 62100
bob [Confirm]
#> bob: Waiting: buy 0.01 BTC once it reaches 62,000.00 or above.
#= bob: order.type == stop_limit
market: BTC/USDT 62500
#! bob
market: BTC/USDT 62100
#> bob: PAPER  Bought BTC/USDT filled 0.01 BTC at 62,100.00

# Behind the price a trigger is a touch: it buys at market once the price has come back.
cid: /trade buy 0.01 btc below 59000
#> cid: Waits until the price comes back to 59,000.00.
cid [Confirm]
#= cid: order.type == take_profit
market: BTC/USDT 59000
#> cid: PAPER  Bought BTC/USDT filled 0.01 BTC at 59,011.80

# At once or not at all. Of 0.4 SOL that trade at 142.05 an order for one takes what is there; all or nothing takes nothing.
market: SOL/USDT 142.05 size 0.4
dan: /trade buy 1 sol at 142.5 for ioc
#> dan: Takes what trades at once; the rest is dropped.
dan [Confirm]
#> dan: PAPER  Partly bought SOL/USDT 0.4 of 1 SOL at 142.10, rest dropped: only what trades at once was wanted.
#> dan: PAPER  Partly bought SOL/USDT filled 0.4 SOL at 142.10
market: SOL/USDT 142 size 0.4
dan: /trade buy 1 sol at 142.5 for fok
dan [Confirm]
#> dan: PAPER  Not bought SOL/USDT Nothing of 1 SOL was filled.

# Good for today ends at midnight UTC.
eve: /trade buy 1 sol at 130 for day
#> eve: Good for today, until 00:00 UTC.
eve [Confirm]
#> eve: Waiting: buy 1 SOL at 130.00. Taken back at 18 Nov 00:00 UTC if not filled.
clock: +10h
#> eve: PAPER  Not bought SOL/USDT Nothing of 1 SOL was filled. The order was ended with the day at 00:00 UTC.

# What contradicts itself is refused, not guessed.
eve: /trade buy 1 sol above 150 for fok
#= eve: code == waits_not
eve: /trade buy 1 sol above 150 limit 149
#= eve: code == limit_before_trigger
eve: /trade buy 1 sol below 130 limit 131
#= eve: code == touch_with_limit
eve: /trade buy 1 sol sl 130 soft 131
#= eve: code == two_stops
