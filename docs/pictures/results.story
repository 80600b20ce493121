# What the README's pictures of results are made of: three weeks of a channel, and what came back into it.
#results: /admin board on this
pro #calls: /provider register
pro #calls [Go live]
ann: /copy start pro auto
ann [Follow]
bob: /copy start pro auto
bob [Follow]
mira: /copy start pro auto
mira [Follow]
ann: /leaderboard join paper north
ann [Join as north]
bob: /leaderboard join paper
bob [Join as bob]
mira: /leaderboard join paper 山田
mira [Join as]
clock: +12h
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
market: BTC/USDT 61500
bob: /trade buy $9000 sol sl 136
bob [Confirm]
clock: +1d
market: BTC/USDT 63000
pro #calls: LONG ETH/USDT entry 3431 sl 3340 tp 3550
market: SOL/USDT 139
clock: +1d
market: ETH/USDT 3336
mira: /trade buy $15000 sol sl 134 tp 150
mira [Confirm]
clock: +1d
pro #calls: LONG SOL/USDT entry 139 sl 134 tp 147 155
market: SOL/USDT 147
clock: +1d
market: SOL/USDT 151
pro #calls: LONG BTC/USDT entry 63000 sl 61400 tp 65200
clock: +1d
market: BTC/USDT 65200
clock: +1d
pro #calls: LONG ETH/USDT entry 3336 sl 3250 tp 3460
market: ETH/USDT 3410
clock: +1d
market: ETH/USDT 3460
pro #calls: LONG SOL/USDT entry 151 sl 146 tp 160
clock: +1d
market: SOL/USDT 145.5
clock: +1d
pro #calls: LONG BTC/USDT entry 65200 sl 63700 tp 67500
market: BTC/USDT 66400
clock: +1d
market: BTC/USDT 67500
clock: +1d
pro #calls: LONG ETH/USDT entry 3460 sl 3370 tp 3600
clock: +5m
market: ETH/USDT 3600
clock: +1d
clock: +1d
ann: /portfolio cash deposit 10000
clock: +1d
ann: /portfolio chart
ann: /trade chart btc
