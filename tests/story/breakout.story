# A provider's breakout is an order that waits for its price and then pays 0.50 % more than the posted price at most.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start
ann [With 10,000]
ann: /copy start Northlight
ann [Follow]

# 50.00 at risk over 61,000 − 59,500 is 0.03333 BTC; at 61,000 or above, at most 61,305.00.
pro #calls: BUY STOP BTC/USDT 61000 sl 59500 tp 63000
#> ann: Waiting: buy 0.03333 BTC once it reaches 61,000.00 or above.
#= ann: order.type == stop_limit
market: BTC/USDT 61400
#! ann
market: BTC/USDT 61200
#> ann: PAPER  Bought BTC/USDT 61,305.00
