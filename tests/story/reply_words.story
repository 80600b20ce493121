# A provider answers their own signal with a word. It is carried out for everybody who copied it, in public by counts.

pro #calls: /provider register
pro [Go live]
ann: /start 10000
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT ... 0.03333 BTC
#> bob: PAPER  Bought BTC/USDT ... 0.33333 BTC

# `sl`: the card counts for whom it was done, the thread has a line, each follower's own card is edited.
pro #calls ^: sl 59000
#> #calls: ✎ 14:03 stop 58,500 → 59,000 tightened applied for a few
#> #calls: ✓ stop 58,500 → 59,000, tightened: applied for a few
#> ann: stop 59,000.00 working
#> bob: stop 59,000.00 working
# The same post once more changes nothing.
# again
#! #calls
#! bob

# Several in one post, in the order written: half is sold at the bid, 60,600 less 0.02 %, then the stop goes to where the
# rest ends at nothing.
market: BTC/USDT 60600
pro #calls ^2: close 50, be
#> #calls: ✎ 14:03 50 % closed applied for a few
#> #calls: ✎ 14:03 stop → break-even
#> bob: PAPER  Sold part of BTC/USDT ... 60,587.88
#> bob: 60,132.15

# `tp2`: the second target. `tp` names them all. Half is sold already, so that what is left goes at the first.
pro #calls ^3: tp2 64000
#> #calls: ✎ 14:03 target 2 63,000 → 64,000
#> bob: target 1 61,500.00 working
pro #calls ^4: tp 62000 65000
#> bob: target 1 62,000.00 working

# `close` ends it for everybody, at the bid.
pro #calls ^5: close
#> #calls: BTC/USDT long closed
#> #calls: ✓ closed: applied for a few
#> ann: PAPER  Closed BTC/USDT
#> bob: PAPER  Closed BTC/USDT
#> cat: PAPER  Closed BTC/USDT

# What is over stays over, and whoever says so hears it.
pro #calls ^6: be
#> pro: Not done "be": #1 BTC/USDT is over already. Nothing was changed for anybody.
#! ann
#! bob
