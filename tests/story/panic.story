# One word stops everything. Getting out works all the same, and getting back in asks first.

/trade buy 1 sol at 140
1
LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
1

# No new orders, and the waiting entry is taken back. What is held keeps its stop.
/panic entries
#> owner: New orders are off since 14:03 UTC 1 open entry taken back. Stops, targets and closing still work.
LONG ETH/USDT entry 3431 sl 3300 tp 3600
#= owner: code == kill_switch
#! owner: Buy ETH
market: SOL/USDT 139
#! owner: Bought
market: BTC/USDT 61500
#> owner: PAPER  Target 1 hit BTC/USDT +227.74

/panic
#> owner: PAPER  Stop all, sell for 10,248.15 USDT?
#> owner: cancel open entries at once
#> owner: cost about 12.30 USDT: fees 10.25, spread 2.05
1
#> owner: PAPER  Stopped New orders are off.
#> owner: PAPER  Closed BTC/USDT +453.44
/portfolio positions
#> owner: Nothing is held.

/panic resume
#> owner: Turn new orders on again?
1
#> owner: New orders are on
/trade buy $100 btc
#> owner: PAPER  Buy BTC/USDT
