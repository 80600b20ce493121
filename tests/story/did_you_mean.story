# A price in thousands without the k: nothing trades until the provider has said which number was meant.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro confirm
cat [Follow]
market: BTC/USDT 64180

pro #calls: BTC long 64.2 sl 63.5 tp 66
#> #calls: BTC/USDT long reading: check "BTC long 64.2 sl 63.5 tp 66" Nothing has been traded.
#> #calls: 64.2: BTC is at 64,180. Did you mean 64,200 / 63,500 / 66,000?
#> #calls: [Yes, 64,200] [As written] [No signal]
#! ann
#! bob

# Everybody sees the card, only its provider may press it.
bob #calls [Yes, 64,200]
#> bob: Only providers of this server can post signals. Ask whoever runs this.
#= bob: code == no_right

# 100 s later he says yes. Age and price count from here, so nobody finds it too old.
# 500.00 at risk over 64,200 − 63,500 is 0.71428 BTC, cut to the 25 % that one position may be: 0.3894 BTC.
clock: +100s
pro #calls [Yes, 64,200]
#> #calls: Confirmed by pro, 14:04. Age and price count from here.
#> #calls: stop 63,500.00 −1.09 % target 1 66,000.00 +2.80 % 100 %
#> ann: PAPER  Bought BTC/USDT
#> cat: PAPER  Buy BTC/USDT

# One that nobody answers lapses after two minutes.
pro #calls: ETH long 34.3 sl 33.6 tp 36
#> #calls: ETH/USDT long reading: check
clock: +121s
#> #calls: ETH/USDT long lapsed Nothing has been traded.
#! ann: ETH

# And what was no signal is none.
pro #calls: ETH long 34.3 sl 33.6 tp 36
pro #calls [No signal]
#> #calls: ETH/USDT long no signal Nothing has been traded.
#! ann: ETH
