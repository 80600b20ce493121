# A ladder is a limit at each posted price, an equal part at each: what fills is protected at once, and `cancel` takes back the rest.

pro #calls: /provider register Northlight
pro [Go live]
ann: /start
ann [With 10,000]
ann: /copy start Northlight
ann [Follow]

# Measured from the mean of the three prices, near 59,400: 50.00 at risk over 59,400 − 58,150 is 0.04 BTC, 2,376.00 of
# the 2,500.00 that one position may be. A third is 0.01333; the price nearest to the stop gets what is left, 0.01334.
pro #calls: LONG BTC/USDT ladder 59800 59400 59000 sl 58150 tp 61000 62000
#> ann: PAPER  Buy BTC/USDT Waiting: buy 0.01333 BTC at 59,800.00. Waiting: buy 0.01333 BTC at 59,400.00. Waiting: buy 0.01334 BTC at 59,000.00. Taken back at 14:18 UTC if not filled.
#! ann: bought

# Only 0.005 BTC trade at the first price: 299.00, fee 0.299. Stop and targets stand over these 0.005, and what is
# still wanted waits at each price: 0.01333 − 0.005 is 0.00833 at the first.
market: BTC/USDT 59800 size 0.005
#> ann: PAPER  Partly bought BTC/USDT  59,800.00 0.005 BTC   299.00 USDT   fee 0.30
#> ann: stop 58,150.00 working target 1 61,000.00 working 50 % target 2 62,000.00 working 50 %
#> ann: 0.00833 BTC more wait at 59,800.00. 0.01333 BTC more wait at 59,400.00. 0.01334 BTC more wait at 59,000.00.
#= ann: held == 0.005
#= ann: exits.0.quantity == 0.005

# Lower, the first is full, at its own price: 0.01333 at 59,800 is 797.134, fee 0.797.
market: BTC/USDT 59500
#> ann: 0.01333 BTC   797.13 USDT   fee 0.80
#! ann: more wait at 59,800.00
#> ann: 0.01333 BTC more wait at 59,400.00. 0.01334 BTC more wait at 59,000.00.

# The second fills later: 791.802 more are 1,588.936 for 0.02666, 59,600 each; the fee is 1.589. Exits follow.
market: BTC/USDT 59400
#> ann: PAPER  Partly bought BTC/USDT  59,600.00 0.02666 BTC   1,588.94 USDT   fee 1.59
#> ann: stop 58,150.00 working target 1 61,000.00 working 50 % target 2 62,000.00 working 50 %
#! ann: more wait at 59,400.00
#> ann: 0.01334 BTC more wait at 59,000.00.

# The provider takes back what is not filled. The third price comes and brings nothing; what is held stays.
pro #calls ^: cancel
#> #calls: ✓ unfilled entries canceled: applied for a few
#! ann: more wait
market: BTC/USDT 58900
#! ann
ann: /portfolio positions
#> ann: BTC 0.02666 59,659.60 58,900.00

# The first target sells half of the 0.02666. With its fee a coin has cost 59,659.60:
# 0.01333 × (61,000 − 61 − 59,659.60) = 17.05. The stop goes to 59,659.60 ÷ 0.999 = 59,719.32, where nothing is lost.
market: BTC/USDT 61000
#> ann: PAPER  Target 1 hit BTC/USDT      +17.05 Half sold at 61,000.00. Stop now 59,719.32

# The second sells the rest: 0.01333 × (62,000 − 62 − 59,659.60) = 30.37. All fees: 1.589 + 0.813 + 0.826 = 3.23.
market: BTC/USDT 62000
#> ann: PAPER  Closed BTC/USDT            +47.43 ... +17.05 ... +30.37 fees 3.23 are in these numbers
ann: /portfolio positions
#> ann: Nothing is held.
