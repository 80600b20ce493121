# The books are folded anew each hour. What was altered behind my back is found, and trades nothing on until it is right.
/start
ann: /trade buy 0.1 BTC/USDT sl 58500
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT
clock: +1h
#! ann: books
# program: somebody alters the cash of ann by 0.01
clock: +1h
#> ann: PAPER  Your books are being checked ... what is kept is not what your fills come to ... New trades wait
#> owner: Records do not hold together: portfolio ... cash USDT is ... its facts come to ... bellwether verify
ann: /trade buy 1 ETH/USDT
#= ann: code == books_differ
/admin health
#> owner: books ... held ... books differ 1
# Closing works, and so do stops.
ann: /trade close BTC
#> ann: PAPER  Close
ann [Cancel]
# program: somebody alters the cash of ann by -0.01
clock: +1h
#> ann: PAPER  Your books are in order again ... New trades go on.
ann: /trade buy 1 ETH/USDT
#> ann: PAPER  Buy ETH/USDT
