# A venue may trade less than was asked, tell of it late, or tell of it twice. What is held is what was traded.

# Half of it, and the venue cancels the rest: stop and books follow the half.
# venue: fills half of the next order
/trade buy $2000 btc sl 58500
1
/portfolio positions
#= owner: positions.0.quantity == 0.01666
/trade show btc
#> owner: 0.01666 BTC

# The answer says that the order rests, and the fill is told ten seconds later. Then the stop is placed.
# venue: fills the next order 10s late
/trade buy $2000 eth sl 3300
1
#! owner: Bought
clock: +10s
#> owner: PAPER  Bought ETH/USDT
#= owner: rings == True
/portfolio positions
#= owner: positions == 2

# From now on it says everything twice. Nothing is booked twice: half a unit is half a unit.
# venue: says everything twice
/trade buy 0.5 sol sl 130
1
#> owner: PAPER  Bought SOL/USDT
market: SOL/USDT 150
clock: +1m
/portfolio positions
#= owner: positions.2.quantity == 0.5
