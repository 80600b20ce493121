# Two orders at a venue that knows no names of ours fit one of mine: nothing is guessed, its owner says which it is.

# venue: has two of the next order
/trade buy $2000 btc sl 58500
1
#> owner: PAPER  Not sure: BTC/USDT order
clock: +5s
#> owner: Paper knows no names of ours, and several orders there fit this one. ... I book none of them
#! owner: Settled
[Settle]
#> owner: PAPER  Which of these is yours? BTC/USDT order
#> owner: 0.03333 BTC, filled 0.03333
/portfolio positions
#! owner: BTC

# A number that is not there, and then the one that is.
/trade settle btc 123456
#= owner: code == not_a_choice
/trade settle btc
1
#> owner: PAPER  Take ... as your BTC/USDT order?
[Confirm]
#> owner: PAPER  Settled: BTC/USDT order ... It was filled, 0.03333 BTC at 60,012.00.
#> owner: PAPER  Bought BTC/USDT
/trade show btc
#> owner: stop 58,500.00
/trade settle btc
#= owner: code == nothing_in_doubt

# None of them: nothing was placed, nothing is reserved, nothing is asked any more.
# venue: has two of the next order
/trade buy $1000 eth sl 3300
1
clock: +5s
[Settle]
[None of these]
#> owner: PAPER  None of them: was ETH/USDT order never placed?
[Confirm]
#> owner: PAPER  Settled: ETH/USDT order
clock: +1m
/portfolio positions
#= owner: positions == 1
/trade settle eth
#= owner: code == nothing_in_doubt
