# Half closed by word: each target then sells its part of what is left, once, and the last one takes the rest.

pro #calls: /provider register Northlight
pro [Go live]
ann: /copy start Northlight
ann [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
pro #calls ^: close half
#> ann: PAPER  Sold part of BTC/USDT −24.00 Half sold at 59,988.00

# 0.33333 bought, 0.16666 sold: 0.08333 go at the first target, 0.08334 wait for the second.
market: BTC/USDT 61500
#> ann: PAPER  Target 1 hit BTC/USDT +113.87 25.00 % sold at 61,500.00
#= ann: held == 0.08334
market: BTC/USDT 63000
#> ann: PAPER  Closed BTC/USDT +328.64
#> ann: target 2 14:03 63,000.00 +238.77
