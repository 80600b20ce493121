# Quiet hours hold back what can wait. Questions and alarms pass; the rest comes as one card in the morning.

pro #calls: /provider register
pro [Go live]

# Ann lives in Berlin, an hour before UTC in November. She sleeps from ten to seven.
ann: /copy start pro
ann [Follow]
ann: /me zone berlin
#> ann: Time zone changed Europe/Berlin: it is 15:03 Berlin there.
ann: /me quiet 22-07
#> ann: Changed: what rings ... my fills ring ... quiet 22:00-07:00 Questions and alarms pass quiet hours.
# Bob copies too, and has no quiet hours.
bob: /copy start pro
bob [Follow]

# 20:59:50 UTC is ten seconds before ten in Berlin: she is still told at once, and it rings.
clock: +6h 56m 50s
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Bought BTC/USDT
#= ann: rings == True
#> bob: PAPER  Bought BTC/USDT

# Half an hour later a target is reached. Bob hears of it, Ann sleeps.
clock: +30m
market: BTC/USDT 61500
#> bob: PAPER  Target 1 hit BTC/USDT +227.74
#! ann: Target

# A stop that the venue does not take is an alarm, whatever the hour. Cara, who joins now, has none of this.
# venue: refuses the next 4 stops: invalid_price
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: NO STOP on ETH/USDT

# Seven in Berlin is six UTC. What waited is one card, and it does not ring: she reads it when she is up.
clock: +9h
#> ann: While it was quiet ... Target 1 hit BTC/USDT +227.74
#> ann: Bought ETH/USDT
#= ann: why == quiet
#= ann: rings == False
#! bob: While it was quiet

# By day everything is as before.
market: BTC/USDT 63000
#> ann: PAPER  Closed BTC/USDT
#= ann: rings == True
