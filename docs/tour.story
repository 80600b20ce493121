pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
bob: /me limits age 60s
pro #calls -90s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
market: BTC/USDT 61500
ann: /portfolio show
