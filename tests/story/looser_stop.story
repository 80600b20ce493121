# A reply may move a stop further away. It is done for those whose own limit still holds, the others keep theirs and hear why.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]
# 0.50 % of 100,000 may be lost: 500.00 over 3,431 − 3,362 is 7.2463 ETH.
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> bob: 7.2463 ETH

# Cat takes half of hers back by hand, and so has room: 3.6232 x 81 = 293.48.
cat: /trade close eth 50%
cat [Confirm]

# 3,350 instead of 3,362: 7.2463 x 81 = 586.95 at risk, and they allow 500.00 (a little less, after fees).
pro #calls ^: sl 3350
#> #calls: ✎ 14:03 stop 3,362 → 3,350 widened applied for a few; a few keep theirs, over their limit
#> ann: PAPER  Stop stays ETH/USDT ... pro #1 moved the stop to 3,350.00. That would put 586.95 at risk, the limit is 499.
#> ann: Yours stays at 3,362.00. You can move it yourself.
ann: /trade show eth
#> ann: stop 3,362.00 working
cat: /trade show eth
#> cat: stop 3,350.00 working
