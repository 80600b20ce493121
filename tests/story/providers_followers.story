# A provider posts once; each follower's own limits decide. One is in within the same second, one is told why not.

# The post is answered privately, but the card may be pressed by anyone here: the console has no roles of chats.
pro #calls: /provider register
#> pro: pro will post in #calls ... [Go live]
pro [Go live]
#> pro: channel #calls ... signals 0 ... [Follow pro]

# Ann begins small, so her half a percent is 50.00.
ann: /start 10000
#> ann: PAPER  10,000.00 USDT Most one trade may lose of 10,000.00: careful 0.50 % 50.00 steady 1.00 % 100.00 ... [Careful] [Steady] [My own]
ann: /copy start pro
#> ann: PAPER  Copy pro ... mode auto ... 50.00 of 10,000.00 USDT may be lost on one trade.
ann [Follow]
#> ann: PAPER  Copying pro

bob: /copy start pro
#> bob: PAPER account with 100,000.00 USDT
bob [Follow]
# Tightening a limit is done at once; loosening one would ask first.
bob: /me limits age 60s
#> bob: PAPER  Limits changed ... signal age 60 s

# The post is 100 s old when it comes in: young enough for Ann's 120 s, too old for Bob's 60 s.
pro #calls -100s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> #calls: BTC/USDT long 60,012.00
#> #calls: stop 58,500.00 −2.50 %
#> #calls: in a few (paper) skipped a few paper fill 60,012.00 +0.02 % in 100.0 s too old a few
#> #calls: pro #1 · seen 14:03:00 UTC [My trade] [Follow]
#> ann: PAPER  Bought BTC/USDT 60,012.00 0.03333 BTC 2,000.20 USDT fee 2.00
#= ann: fills.0.fee_currency == USDT
#= ann: quantity == 0.03333
#> bob: PAPER  Skipped BTC/USDT pro #1 ✗ age 100 s max 60 s
#> bob: ✓ stop −2.50 % needed
#> bob: Smallest change that would have passed: age 100 s. [Change limits]
#! bob: Bought

# The public card never tells who, or how much money.
#! #calls: ann
#! #calls: 2,000

# [My trade] answers each person with their own.
ann #calls [My trade]
#> ann: PAPER  T- ... BTC/USDT open ... 0.03333 BTC
bob: /trade why
#> bob: PAPER  Skipped BTC/USDT

# A few hours later both targets have paid.
clock: +2h 37m
market: BTC/USDT 61500
#> ann: PAPER  Target 1 hit BTC/USDT +22.77
#> ann: Stop now 60,132.15
#> #calls: ✓ target 1 61,500.00
clock: +4h 32m
market: BTC/USDT 63000
#> #calls: BTC/USDT long closed +3.75 %
#> ann: PAPER  Closed BTC/USDT +70.53
#> ann: target 1 16:40 61,500.00 +22.77 target 2 21:12 63,000.00 +47.76
#> ann: fees 4.07 are in these numbers
#> ann: on the trade +3.53 % +1.41 R
#! bob
ann: /portfolio show
#> ann: PAPER  10,070.53 USDT
#= ann: realized == 70.52504004
