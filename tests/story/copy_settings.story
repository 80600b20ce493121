# What is chosen for one follow holds instead of one's limits in general; loosening waits, whose value won is shown.

pro #calls: /provider register
pro [Go live]
ann: /start 10000
ann: /copy start pro
ann [Follow]

# Tightening at once: 0.25 % of 10,000.00 may be lost, and the price may have run 0.20 %.
ann: /copy edit pro risk 0.25% chase 0.2%
#> ann: PAPER  Changed: copy pro ... size 0.25 % at risk you ... max chase 0.20 % you

# Loosening asks and waits ten minutes; until then the tighter value holds.
ann: /copy edit pro risk 1% split 70/30
#> ann: PAPER  Change how you copy pro? ... size 1.00 % at risk you ... target split 70 / 30 you
ann [Confirm]
#> ann: per trade holds in 10 min.

# 25.00 / 1,500.00 is 0.01666 BTC; of the two targets the first gets 70 %, rounded down to 0.01166.
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#= ann: quantity == 0.01666
#= ann: exits.1.quantity == 0.01166
clock: +10m
#> ann: PAPER  Limits changed ... Changed: per trade.
ann: /copy edit pro
#> ann: PAPER  Copy pro ... size 1.00 % at risk you

# The community says 0.50 %: the tighter of the two holds, and is named.
owner #calls: /admin limits risk 0.5% open 20
#> owner: Limits of this community changed per trade 0.50 % open trades 20
ann: /copy edit pro
#> ann: size 0.50 % at risk server ... max open 20 server

# 50.00 / 131.00 is 0.3816 ETH. The why card says whose limits held.
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#= ann: quantity == 0.3816
ann: /trade why eth
#> ann: ✓ open 1 max 20 server

# Paused: nothing new, and nobody is rung for what they chose.
ann: /copy pause pro
#> ann: PAPER  Paused: copy pro No new copies until you resume. Positions keep their stops and targets. [Resume] [List]
pro #calls: LONG SOL/USDT entry 142.05 sl 138 tp 150
#! ann: SOL
ann: /trade why sol
#> ann: ✗ copying by you
ann: /copy list
#> ann: pro paused
ann: /copy resume pro
#> ann: PAPER  Copying pro again

# Stopping asks what becomes of two positions.
ann: /copy stop pro
#> ann: PAPER  Stop copying pro? 2 positions worth ... were copied from it. [Keep with stops] [Close them] [Cancel]
ann [Close them]
#> ann: They are sold at market after your yes.
ann [Close them]
#> ann: Stopped copying pro 2 positions are being sold at market.
#> ann: PAPER  Closed BTC/USDT
ann: /portfolio positions
#> ann: Nothing is held.
