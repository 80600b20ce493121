# Whoever trades by hand decides: limits of copies that the trade is beyond are told, and forbid nothing.

ann: /me limits reward 1
#> ann: PAPER  Limits changed ... reward/risk 1.00

# 0.3 x 10,000 = 3,000.00 of 100,000 at risk is 3.00 %; the stop is 10,000 of 60,000 away; 1,000 is won for 10,000 lost.
ann: /trade buy 0.3 btc sl 50k tp 61k
#> ann: PAPER  Buy BTC/USDT for 18,000.00 USDT?
#> ann: ! Stop 16.67 % away, your limit is 15.00 %. ! Reward/risk 0.10, your limit is 1.00. ! At risk 3.00 %, your limit is 0.50 %.
ann [Confirm]
#> ann: PAPER  Bought BTC/USDT

# Within every limit, nothing is added: 0.01 x 1,000 is 0.01 %, and 2,000 for 1,000 is 2.
ann: /trade buy 0.01 btc sl 59k tp 62k
#> ann: Buy BTC/USDT for 600.00 USDT?
#! ann: your limit is
ann [Cancel]

# A trade that is over offers to write down what it taught.
ann: /trade close btc
ann [Confirm]
#> ann: PAPER  Closed BTC/USDT ... by hand ... [Add a note]
ann [Add a note]
#> ann: what you want to remember
ann: closed by hand
#> ann: PAPER  Noted
