# A provider's own commands: settings, pause, record, leaving. Only theirs and the moderators'.

pro #calls: /provider register
#> pro: edits only tighten stops
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]

# Settings are shown, and changed by name. Somebody else is told whom to ask.
pro: /provider edit split 70/30
#> pro: pro: changed ... targets split 70/30
pro: /provider edit leverage 500x
#= pro: code == not_understood
pro: /provider edit leverage 5x
#> pro: leverage, unnamed 5x
bob: /provider edit pro quote EUR
#= bob: code == no_right
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> #calls: target 1 61,500.00 +2.50 % 70 % target 2 63,000.00 +5.00 % 30 %

# Paused: new posts are recorded and open nothing. What is said about open trades is carried out all the same.
pro: /provider pause
#> pro: state paused
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#! #calls
#! ann
pro #calls ^2: sl 59000
#> ann: stop 59,000.00 working
pro: /signal post LONG SOL/USDT entry 142.05 sl 138 tp 150
#= pro: code == provider_paused
pro: /provider resume
#> pro: state live

# Both targets pay: 70 % of +2.50 % and 30 % of +5.00 % are +3.25 %, or 1.30 times the 2.50 % at risk.
market: BTC/USDT 61500
#> #calls: Target 1. Stop at break-even for a few.
market: BTC/USDT 63000
#> #calls: BTC/USDT long closed +3.25 %
#> #calls: as posted +3.25 % +1.30 R
#> #calls: in a few out a few held 0 s ... [My trade] [Report card]
#> #calls: Closed. as posted +3.25 % +1.30 R.

# The record is of posts and fills, not of claims: four posts, the signal among them, and nothing broken.
/provider show pro
#> owner: 1 signal 1 won, 0 lost open 0
#> owner: as posted +3.25 % +1.30 R
#> owner: posts of all kinds 3
#> owner: ✓ record complete, head
ann: /provider verify pro
#> ann: ✓ 3 records, each sealed onto the one before, since 17 Nov.

# Leaving shows what ends and what stays.
pro: /provider remove
#> pro: Remove pro as a provider? followers a few stop copying open signals 0 keep their stops posts of all kinds 3 stay on record
pro [Confirm]
#> pro: pro left
#> ann: pro left You copy them no more. What is open keeps its stops and targets
pro #calls: LONG ETH/USDT entry 3431 sl 3362 tp 3600
#! #calls
#! ann
