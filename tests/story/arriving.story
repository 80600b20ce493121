# Three taps: with how much, at what risk, and what holds then. Nobody has to: any first command opens an account.

pro #calls: /provider register
pro [Go live]

ann: /start
#> ann: Welcome. Trade signals, your rules. You start on PAPER, with play money.
#> ann: Nothing you press can spend real money until you connect a broker and switch to LIVE yourself.
#> ann: Not advice. You can lose all of it.
#> ann: [Start with 100,000] [With 10,000]
ann [With 10,000]
#> ann: PAPER  10,000.00 USDT Most one trade may lose of 10,000.00: careful 0.50 % 50.00 steady 1.00 % 100.00
#> ann: [Careful] [Steady] [My own]
ann [Steady]
#> ann: Ready. PAPER 10,000.00 USDT per trade 1.00 % 100.00 at risk per day 3.00 % 300.00 halts
#> ann: max chase 0.50 % ... stop must on copied trades zone UTC /me zone
#> ann: pro posts signals in #calls. A preview shows what copying would do, and asks.
#> ann: [Preview pro] [Change] [Done]
ann [Change]
#> ann: per trade 1.00 %
ann [Preview pro]
#> ann: PAPER  Copy pro
ann: /start ready
ann [Done]
#> ann: Ready. PAPER 10,000.00 USDT ... [Portfolio] [Help]

# [My own] shows every limit; an own zone is said as it is.
bob: /me zone Europe/Berlin
bob: /start 100,000
bob [My own]
#> bob: Your limits
bob: /start careful
#> bob: Ready. PAPER 100,000.00 USDT per trade 0.50 % 500.00 at risk ... zone Europe/Berlin

# Who has traded keeps their deposit, comes to the last card at once, and loosens limits the slow way only.
bob: /trade buy $500 btc
bob [Confirm]
bob: /start
#> bob: Ready. PAPER
bob: /start 10000
#= bob: code == has_traded
bob: /start steady
#= bob: code == limits_wait
#> bob: You have traded, so a looser limit asks first and waits ten minutes: /me limits risk 1%
bob: /start now
#= bob: code == not_a_choice

# A code of the owner's, where nobody offers one.
bob: /start K7QM-2XTD-9F4A-PPQ3
#= bob: code == no_owner_code
