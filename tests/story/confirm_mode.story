# Who wants to be asked is asked: sized by what one would pay now, for 120 seconds, by nobody else's tap.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro confirm
#> ann: mode confirm
ann [Follow]
#> ann: I ask you before each trade.
eve: /copy start pro notify
eve [Follow]
#> eve: I tell you of signals and trade nothing.

# 500.00 at risk over 60,020 − 58,500 is 0.32894 BTC, not the 0.33333 of the posted price.
market: BTC/USDT 60020
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Buy BTC/USDT for 19,742.98 USDT? pro #1 2 min left now 60,020.00 +0.03 % from entry
#> ann: 0.32894 BTC at risk 499.99 (0.50 %) stop 58,500 targets 61,500 and 63,000
#> ann: [Confirm] [Half] [Why] [Skip]
#! ann: Bought
#> eve: BTC/USDT long
#! eve: PAPER

bob [Confirm] of ann
#> bob: Not your button: it is ann's. Yours is under My trade.
#= bob: code == not_yours

clock: +121s
ann [Confirm]
#> ann: This preview is from 14:03 UTC. Prices moved. Nothing was sent. [New preview]
#= ann: code == expired
ann: /portfolio positions
#> ann: Nothing is held.

# The next one she takes in time. A second tap finds it done.
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Buy BTC/USDT
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT 60,032.01 0.32894 BTC
ann [Confirm]
#> ann: Done already: bought at 60,032.01
#= ann: code == already_done
ann: /portfolio show
#= ann: positions.0.quantity == 0.32894

# A question may be left. It is spent by that, too.
pro #calls: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Buy ETH/USDT
ann [Skip]
#> ann: Left it Nothing was sent.
ann [Confirm]
#> ann: You left this card. Nothing was sent.
