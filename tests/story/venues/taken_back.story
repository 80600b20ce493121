# A provider takes entries back that wait: they are gone at the venue, and the prices that come later buy nothing.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
ann: /copy edit pro auto really live
bob: /copy start pro
bob [Follow]
bob: /copy edit pro auto really live
pro #calls: LONG {symbol} ladder 59800 59400 59000 sl 58150 tp 61500 63000
#? ann waiting 3
#? bob waiting 3
pro #calls ^: cancel
price 60000
#? ann waiting 0
#? bob waiting 0
price 59700
#? ann nothing bought
#? bob nothing bought
