# Two trades of one provider are open. A word that could be about either is asked about, in private, and never guessed.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600

# No reply, no symbol: which one? Nobody's trade is touched by asking.
pro #calls: close
#> pro: "close" – which one? [BTC long] [ETH long] [Both] [Neither]
#! ann
#! #calls
# Only whoever posts here may answer; the button is no secret.
bob [BTC long] of pro
#> bob: Not your button
pro [ETH long]
#> pro: Done as you said.
#> #calls: ETH/USDT long closed
#> ann: PAPER  Closed ETH/USDT
#> cat: PAPER  Closed ETH/USDT
#! ann: Closed BTC

# One is left: now the word is clear. Break-even is no stop while the price is at the entry, and so nothing is done.
pro #calls: be
#> pro: Not done "be": #1 BTC/USDT is at 60,000.00: break-even would close it at once. ... Nothing was changed for anybody.
#! #calls
market: BTC/USDT 60600
pro #calls: be
#> #calls: ✎ 14:03 stop → break-even applied for a few
# A symbol names it as well, and `all` means all.
pro #calls: LONG SOL/USDT entry 142.05 sl 138 tp 150
pro #calls: sol sl 139
#> #calls: ✎ 14:03 stop 138 → 139 tightened
pro #calls: close all
#> #calls: BTC/USDT long closed
#> #calls: SOL/USDT long closed
#> bob: PAPER  Closed BTC/USDT
#> bob: PAPER  Closed SOL/USDT

# Nothing is open any more, and that is said.
pro #calls: close
#> pro: Not done "close": no signal of yours is open. ... Nothing was changed for anybody.
