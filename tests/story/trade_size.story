# The calculators: what a risk pays for, what the target brings for it after fees, and Kelly's fraction.

ann: /start 10000
# 50.00 / 1,500.00 is 0.03333 BTC. After fees of 0.10 % each way (3,000 - 123.00) / (1,500 + 118.50) is 1.78.
ann: /trade size btc stop 58500 entry 60000 target 63000
#> ann: PAPER  Size of BTC/USDT ... may lose 50.00 0.50 % size 0.03333 BTC costs 1,999.80 USDT loses at the stop −50.00
#> ann: reward/risk after fees 1.78
#> ann: Kelly needs 30 closed trades with wins and losses; you have 0.
#= ann: units == 0.03333

# In money, with a commission of 10.00 a unit each way: 100.00 / (1,500.00 + 20.00) is 0.06578, and the quarter of the
# account that one position may be, 2,500.00, buys no more than 0.04166.
ann: /trade size btc sl 58500 at 60000 amount 100 commission 10
#> ann: may lose 100.00 size 0.04166 BTC ... Cut to your largest position in one instrument.

# 55 % of trades win one and a half times what the others lose: 0.55 - 0.45 / 1.5 is a quarter of the account.
ann: /trade size btc sl 61500 at 60000 tp 57000 wins 55% payoff 1.5
#> ann: Kelly 25.00 %, half 12.50 %, quarter 6.25 % of the account

ann: /trade size btc sl 60000 at 60000
#= ann: code == stop_at_entry
ann: /trade size btc sl 58500 at 60000 tp 59000
#= ann: code == wrong_target
