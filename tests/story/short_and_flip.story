# From long to flat to short and back: each sale takes the oldest lots, and a short is the mirror image.

# Long 1 ETH at 3,431.69 (3,431 x 1.0002, up to the tick), sold at 3,498.83 (3,499.53 x 0.9998, down).
ann: /buy 1 eth
ann [Confirm]
market: ETH/USDT 3499.53
ann: /trade close eth
ann [Confirm]
# 3,498.83 - 3,431.69 - 3.49883 - 3.43169 = +60.21
ann: /portfolio show
#> ann: open 0.00 closed +60.21 all +60.21
#= ann: realized == 60.20948
#= ann: positions == 0

# Short 2 ETH at 3,498.83. The market falls to 3,400: a short has a minus before its amount and earns.
ann: /trade sell 2 eth sl 3600
ann [Confirm]
market: ETH/USDT 3400
# 2 x (3,498.83 - 3,400) less the fee of 6.99766 = +190.66; the cost of a short is what was received, less its fee.
ann: /portfolio show
#> ann: ETH −2 −6,800.00 +190.66 +2.73 %
#> ann: open +190.66 closed +60.21 all +250.87
#= ann: positions.0.quantity == -2
#= ann: positions.0.average_price == 3495.33117

# Half of it is bought back at 3,400.68: 3,498.83 - 3,400.68 - 3.49883 - 3.40068 = +91.25.
ann: /trade close eth 1
ann [Confirm]
ann: /portfolio pnl eth
#> ann: sell 2 3,498.83 17 Nov buy 1 3,400.68 +91.25
#> ann: closed +151.46 ... held −1 at 3,495.33 each
#= ann: realized == 151.45997

# Its stop takes the rest at 3,600 and the slippage: 3,600.72. Closed history: profit is what cash moved.
market: ETH/USDT 3600
ann: /portfolio show
#= ann: positions == 0
#= ann: realized == 42.47042
#= ann: cash == 100042.47042
