# Closing by choice: those below zero, half of one, what somebody's signals brought, what is older than so long.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start
ann [With 10,000]
ann: /copy start Northlight
ann [Follow]

# 6.5 SOL at 142.10 and 0.01667 BTC at 60,012.00 by hand; then Northlight brings some ETH.
market: SOL/USDT 142.05
ann: /trade buy 6.5 sol
ann [Confirm]
ann: /trade buy 0.01667 btc
ann [Confirm]
clock: +3d
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> ann: PAPER  Bought ETH/USDT

# 906.10 for the SOL less 0.91 fee; −17.55 against what was paid and −0.92 of its fee are −18.47.
market: SOL/USDT 139.40
market: BTC/USDT 61800
market: ETH/USDT 3500
ann: /trade close losers
#> ann: PAPER  Close 1 of 3 for 905.19 USDT? only those below zero SOL/USDT 6.5 139.40 −18.47 −2.00 %
#> ann: about 905.19 USDT after fee 0.91 stays: BTC/USDT +28.81, ETH/USDT
#> ann: also: close winners · losers · all · half btc · from Northlight · older than 3d
ann [Confirm]
#> ann: PAPER  Closed SOL/USDT −19.70 sold 6.5 at 139.35, total 905.78

ann: /trade close half btc
#> ann: PAPER  Close 0.00833 BTC/USDT
ann [Cancel]
ann: /trade close from Northlight
#> ann: PAPER  Close 0.7
ann [Cancel]
ann: /trade close older than 3d
#> ann: PAPER  Close 0.01667 BTC/USDT for
ann [Cancel]
ann: /trade close winners older than 4d
#= ann: code == nothing_held
ann: /trade close half all
#> ann: PAPER  Close 2 of 2
ann [Confirm]
#> ann: PAPER  Sold part of BTC/USDT
#> ann: PAPER  Sold part of ETH/USDT
ann: /trade close 1 all
#= ann: code == amount_of_what
ann: /trade close btc eth
#= ann: code == which_positions
