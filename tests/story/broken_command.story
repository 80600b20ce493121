# Something breaks inside the program while it works on a command: the person hears it at once, with a reference, and the owner with the same one.

/me show
# program: breaks in the next command
ann: /trade buy btc $500
#> ann: My fault Something broke on my side (ref ... ). Nothing was sent. The owner was told. ... [Try again]
#= ann: code == bug
#> owner: Something broke what PlannedBug ... reference
#= owner: rings == True

# Nothing was sent, as it says; and what broke once may work the second time.
ann [Try again]
#> ann: PAPER  Buy BTC/USDT for 499.80 USDT?
ann: /portfolio positions
#= ann: positions == 0

# The same kind of break is told to the owner once a day; the person hears of each.
# program: breaks in the next command
bob: /trade buy btc $500
#= bob: code == bug
#! owner
