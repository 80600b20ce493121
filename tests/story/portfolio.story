# A portfolio in figures that one can do by hand. Fee 0.10 % of each fill, half spread and slippage 0.02 %.

# Ann begins with 10,000 and copies the trade that a post of 0.50 % risk makes: 50 / 1,500 = 0.03333 BTC.
ann: /start 10000
ann: /buy 0.03333 btc sl 58500 tp 61500 63000
ann [Confirm]
market: BTC/USDT 61500

# 6.5 SOL at 142.10: 923.65 and a fee of 0.92365.
ann: /buy 6.5 sol sl 138.25
ann [Confirm]
market: BTC/USDT 61800
market: SOL/USDT 139.40

# cash   10,000 - 2,000.20 - 2.0002 + 0.01666 x 61,500 x 0.999 - 923.65 - 0.92365 = 8,096.79
# BTC    0.01667 left, worth 1,030.21, bought with its fee for 1,001.40: +28.81
# SOL    6.5 x 139.40 = 906.10, bought with its fee for 924.57: -18.47
# closed 0.01666 x (61,500 - 60,012) less both fees of 1.02 and 1.00 = +22.77
# stops  0.01667 x (60,132.15 - 61,800) + 6.5 x (138.25 - 139.40) = -27.80 - 7.48 = -35.28
ann: /portfolio show
#> ann: PAPER  10,033.10 USDT today +33.10
#> ann: amount value P&L BTC 0.01667 1,030.21 +28.81 +2.88 % SOL 6.5 906.10 −18.47 −2.00 % cash 8,096.79 80.70 % of all
#> ann: open +10.33 closed +22.77 all +33.10 if every stop hits: −35.28 from here
#> ann: 14:03:00 UTC · prices 0 s old [Refresh] [Trades] [Stats] [More]
#= ann: cash == 8096.79160004
#= ann: equity == 10033.09760004
#= ann: deposits == 10000
#= ann: profit == 33.09760004

# The same by instrument; the sum is of one currency.
ann [More]
#> ann: PAPER  P&L, all time FIFO closed open fees BTC +22.77 +28.81 3.02 SOL 0.00 −18.47 0.92 USDT +22.77 +10.33 3.95
#> ann: lots: first in, first out
#= ann: currencies.0.lines.0.trips == 1

# The fills behind the largest figure.
ann [How is this worked out?]
#> ann: PAPER  BTC/USDT worked out FIFO 17 Nov buy 0.03333 60,012.00 17 Nov sell 0.01666 61,500.00 +22.77
#> ann: closed +22.77 fees 3.02 held 0.01667 at 60,072.01 each, fees in now 61,800.00: open +28.81
#= ann: steps == 2

ann: /portfolio positions
#> ann: BTC 0.01667 60,072.01 61,800.00 +28.81
ann: /profit eth
#= ann: code == never_traded
