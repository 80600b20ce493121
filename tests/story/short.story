# A short earns when the price falls: everything is the other way round, and nothing more is different.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: SHORT ETH/USDT entry 3431 sl 3500 tp 3300
#> #calls: ETH/USDT short 3,430.31
#> #calls: stop 3,500.00 +2.01 %
#> ann: PAPER  Sold short ETH/USDT 3,430.31 7.2463 ETH 24,857.06 USDT fee 24.86
#> ann: stop 3,500.00 working

market: ETH/USDT 3300
#> ann: PAPER  Closed ETH/USDT +895.50
#> ann: on the trade +3.60 % +1.79 R
ann: /portfolio show
#= ann: positions == 0
#= ann: equity == 100895.495507647
