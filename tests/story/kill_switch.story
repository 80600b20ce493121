# The owner stops new orders in the middle of a signal. What has not left does not leave; exits keep working.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cara: /copy start pro confirm
cara [Follow]

# Ann and Bob are in; Cara is asked and has not answered yet.
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT
#> cara: PAPER  Buy BTC/USDT

# First the card: whom it would meet. Each button stops at once, because a stop can be taken back.
/admin kill
#> owner: Stop new orders for… affects 3 followers, 0 orders waiting. Exits and stops keep working.
#> owner: [Everyone] [This server] [pro] [paper]
[Everyone]
#> owner: New orders are off Off for everyone since 14:03:00 UTC, by owner. 0 orders have left since.
#> owner: [Turn on]
# The channel is told in one line, without anybody's names but the one who did it.
#> #calls: New orders are off for everyone since 14:03 UTC, by owner. Exits and stops keep working.

# Cara's yes comes too late, a trade by hand is refused, and a new signal is copied by nobody.
cara [Confirm] ^1
#! cara: Bought
dave: /trade buy $100 btc
#= dave: code == kill_switch
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Skipped ETH/USDT ... ✗ switch
#! ann: Bought

# Exits work: the target is paid and the stop moves.
market: BTC/USDT 61500
#> ann: PAPER  Target 1 hit BTC/USDT +227.74

# Nothing has left since, also after a restart. Turning it on asks first, and makes up for nothing.
# restart
/admin resume
#> owner: 1 switch is off Off for everyone since 14:03:00 UTC, by owner. [Turn on]
[Turn on]
#> owner: Turn new orders on again? ... 0 orders have left since. Signals that came meanwhile are not made up for.
[Confirm]
#> owner: New orders are on On again for everyone.
#> #calls: New orders are on again for everyone.
dave: /trade buy $100 btc
#> dave: PAPER  Buy BTC/USDT
