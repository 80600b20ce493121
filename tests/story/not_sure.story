# A venue that does not answer is asked, never told twice. One card says so, and the same card says how it came out.

# The venue takes the order, and its answer is lost. Nobody knows that yet.
# venue: loses the answer
/trade buy $2000 btc sl 58500
1
#> owner: PAPER  Not sure: BTC/USDT order Paper did not answer. The order may or may not exist.
#> owner: I keep asking and will NOT send it again. It counts as open against your limits.
#= owner: rings == True
#! owner: Bought

# Five seconds later the venue is asked, and shows the fill. The question's card is the answer's card.
clock: +5s
#> owner: PAPER  Settled: BTC/USDT order Settled after 5 s. It was filled, 0.03333 BTC at 60,012.00.
#> owner: PAPER  Bought BTC/USDT ... 0.03333 BTC at 60,012.00
# Nothing was sent a second time: what is held is what was asked for once.
/portfolio positions
#= owner: positions.0.quantity == 0.03333
# The stop was placed as soon as there was something to protect.
/trade show btc
#> owner: stop 58,500.00

# The other ending. This order never arrives, and the program is restarted before it has asked.
# venue: loses the order
/trade buy $2000 eth sl 3300
1
#> owner: PAPER  Not sure: ETH/USDT order
# restart
clock: +5s
#> owner: PAPER  Settled: ETH/USDT order ... Paper does not know this order. I look again for 24 h. Nothing is owed.
#! owner: Bought
/portfolio positions
#= owner: positions == 1

# A venue that shows orders late is not believed at its first "no": three looks over at least 30 seconds.
# venue: hides the next order for 20s
/trade buy 1 sol sl 130
1
#> owner: PAPER  Not sure: SOL/USDT order
clock: +5s
#! owner: Settled
clock: +10s
#! owner: Settled
clock: +10s
#> owner: PAPER  Settled: SOL/USDT order Settled after 25 s. It was filled, 1 SOL at 142.10.
