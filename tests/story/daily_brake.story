# The daily brake: a warning at 80 % of what a day may lose, a stop at the limit, and ten minutes to let it go early.

# 10,000.00 at 00:00 is 10,000.00 at the opening: the first day begins with the deposit.
ann: /start 10000
ann: /trade buy btc 0.04
#> ann: PAPER  Buy BTC/USDT for 2,400.00 USDT?
ann [Confirm]

# Paid 0.04 x 60,012.00 + 2.40048 fee = 2,402.88048. At 54,047.00 she has 7,597.11952 + 2,161.88 = 9,758.99952.
market: BTC/USDT 54047
#> ann: PAPER  Most of the day's limit is used today −2.41 % of −3.00 % [See today]

# Once a day is enough.
market: BTC/USDT 54000
#! ann: Most of

# 7,597.11952 + 0.04 x 52,472.00 = 9,695.99952: −3.04 %.
market: BTC/USDT 52472
#> ann: PAPER  New trades are off until 00:00 UTC today −3.04 %, your limit −3.00 %
#> ann: Stops, targets and closing still work. Turning it back on early takes 10 min. [See today] [Resume in 10 min]
ann: /trade buy eth $100
#> ann: New trades are off until 00:00 UTC: today −3.04 %, limit −3.00 %. Closing works.
#= ann: code == daily_halt
ann: /trade close btc
#> ann: PAPER  Close

# The price comes back, the brake stays: it was pulled for the day.
market: BTC/USDT 60000
ann: /trade buy eth $100
#> ann: today −0.03 %, limit −3.00 %
#= ann: code == daily_halt

# Early takes a yes and ten minutes, and may be taken back.
ann: /me limits resume
#> ann: PAPER  Let new trades out before 00:00 UTC? It takes 10 min.
ann [Resume in 10 min]
#> ann: daily brake lets go at 14:13 UTC [Take back]
ann: /trade buy eth $100
#= ann: code == daily_halt
clock: +10m
#> ann: PAPER  Limits changed ... Changed: daily brake.
ann: /trade buy eth $100
#> ann: PAPER  Buy ETH/USDT for

# From here the day counts anew. 7,597.11952 + 0.04 x 60,000 = 9,997.11952 is the new beginning, and 3 % of it is lost
# at 52,502.16: the brake is pulled a second time.
market: BTC/USDT 52500
#> ann: New trades are off until 00:00 UTC today −3.00 %, your limit −3.00 %

# Midnight begins a day of its own, however far time jumps.
clock: +10h
ann: /trade buy eth $100
#> ann: PAPER  Buy ETH/USDT for
ann: /me limits resume
#= ann: code == not_halted
