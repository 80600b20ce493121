# A plan is a trade on paper in the old sense: written down, never sent, and judged by what it wanted to risk.

# 0.1 BTC from 60,000: the stop 58,500 is 150 away, the target 63,000 is 300 away.
ann: /trade plan btc entry 60000 sl 58500 tp 63000 size 0.1
#> ann: Plan: BTC/USDT long entry 60,000.00 size 0.1 stop 58,500.00 150.00 USDT at risk target 63,000.00 300.00 USDT to win
#> ann: no order is behind it ... [Close now]
#= ann: risk_amount == 150
#= ann: reward_amount == 300
#= ann: status == open
ann: /portfolio positions
#> ann: Nothing is held.

# Below its entry stands the target, above it the stop: a short. $343.10 of it are 0.1 ETH.
ann: /trade plan eth entry 3431 sl 3500 tp 3200 size $343.10
#> ann: Plan: ETH/USDT short entry 3,431.00 size 0.1 stop 3,500.00 6.90 USDT at risk

# Closed at 61,000 the long has made 100, which is 0.67 of the 150 it risked.
ann: /trade plan close btc at 61000
#> ann: Plan closed: BTC/USDT long +100.00
#> ann: exit 61,000.00 +100.00 on the trade +1.67 % +0.67 R
#= ann: profit_loss == 100
#= ann: status == closed
#= ann: win == True

# Without a price a plan ends at the market's.
market: ETH/USDT 3465.50
ann: /trade plan close eth
#> ann: Plan closed: ETH/USDT short −3.45
#> ann: on the trade −1.01 % −0.50 R
#= ann: win == False

ann: /trade plan
#> ann: Plans 1-2 of 2
#> ann: BTC closed +100.00 +0.67 R
#= ann: plans == 2
#= ann: total == 2

# What says nothing about its direction, or two things, is not written down; what is over stays as it was.
ann: /trade plan btc entry 60000
#= ann: code == plan_bare
ann: /trade plan btc entry 60000 sl 58500 tp 59000
#= ann: code == plan_sides
ann: /trade plan btc entry 60000 sl 58500 size 10%
#= ann: code == plan_size
ann: /trade plan close
#= ann: code == which_plan
ann: /trade plan close btc
#= ann: code == no_such_plan
bob: /trade plan
#> bob: No plans yet.
