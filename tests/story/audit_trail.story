# One trade from the post to its last order, in the order in which it happened, with the records proven.

/me show
pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT 
clock: +2h
market: BTC/USDT 61500

# Whoever runs the place sees the steps: the post, how it was read, what was checked, what was sent and filled.
/admin audit
#> owner: T- ... ann PAPER BTC/USDT
#> owner: 14:03:00.000 seen post 1 rec 1 ... 14:03:00.000 read auto ... planned 16 checks pass
#> owner: sent entry be11… ... filled entry 0.33333 60,012.00 ... sent stop be11… ... stop open
#> owner: filled target 1 0.16666 61,500.00
#> owner: chain unbroken No keys or balances are shown here.
#! owner: 100,000

# It is nobody else's to see, and a trade that is not there is not found.
ann: /admin audit
#= ann: code == no_right
/admin audit T-ZZZZ
#= owner: code == no_trade_here
