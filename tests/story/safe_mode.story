# A backup was put back. What it does not know of must not be traded a second time.
/start
ann: /trade buy 0.1 BTC/USDT sl 58500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
ann: /me limits undo 30s
pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: LONG ETH/USDT entry 3431 sl 3350 tp 3550
#> ann: PAPER  Buying ETH/USDT in 30 s
# program: starts from an older copy next time
# restart
/admin health
#> owner: Safe mode: no new orders ... older copy of the records ... [Compare now]
#> owner: books ... safe mode ... safe mode since 14:03 UTC
# What was planned and not sent has expired, and says why.
ann: /trade why ETH
#> ann: ETH/USDT
ann: /trade buy 0.1 BTC/USDT
#= ann: code == safe_mode
#> ann: Safe mode since 14:03 UTC: no new orders until the owner has compared
pro #calls: LONG SOL/USDT entry 142 sl 138 tp 150
#> ann: Skipped SOL/USDT ... safe mode
# Closing works.
ann: /trade close BTC
#> ann: PAPER  Close
ann [Confirm]
#> ann: PAPER  Closed BTC/USDT
# Only an owner may go on, and only after a comparison.
ann: /admin compare
#= ann: code == no_right
/admin compare
#> owner: Leave safe mode? ... accounts ... Everything is equal. ... New orders go on. ... [Leave safe mode] [Stay in it]
owner [Leave safe mode]
#> owner: Safe mode is over
ann: /trade buy 0.1 BTC/USDT
#> ann: PAPER  Buy BTC/USDT
