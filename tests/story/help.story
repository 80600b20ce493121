# Help for whoever asks: what there is by group, one command with its options, and the words of the trade.

ann: /help
#> ann: What you can ask
#> ann: /trade buy sell close ... /portfolio show positions
#> ann: Or paste a signal: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: [Words]
# Ann is a trader here: what moderators and owners may ask is not shown to her, and is not found either.
#! ann: /admin
ann: /help admin health
#> ann: There is no help on "admin health".
#= ann: code == no_such_topic
/help admin
#> owner: /admin health How every part of this installation stands.

# The first word alone shows its group; each of its commands may be pressed as it is and asks for what it lacks.
ann: /copy
#> ann: /copy start <provider> ... /copy ask <signal> ... [More]
ann: /trade
#> ann: /trade buy <symbol> <amount> ... Buy something: shows what would happen, then asks.
ann [/trade buy]
#> ann: Symbol? (what to buy) Answer, or type it whole: /trade buy <symbol> <amount>
ann: btc
#> ann: Amount? (0.5, $100 or 10%)
ann: $50
#> ann: PAPER  Buy BTC/USDT for 49.80 USDT?
ann [Cancel]

# One command: what it does, what each option is, and its short form.
ann: /help trade buy
#> ann: symbol what to buy amount 0.5, $100 or 10% limit highest price; market when left out
#> ann: <...> is needed, [...] may be left out. The same, shorter: /buy
#= ann: kind == command
ann: /help trade_buy
#= ann: topic == trade buy

# Words that everybody in the trade uses, however they are spelled; with the commands of that name.
ann: /help R
#> ann: Profit divided by what was at risk.
ann: /help sl
#> ann: stop A price at which I sell so that you lose no more. ... /copy stop <provider>
#= ann: kind == word
ann: /help b/e
#> ann: break-even The price at which a trade ends at 0.00 with both fees paid.
ann: /help words
#> ann: at risk · ask · bid · break-even

# What is misspelled is asked back, and a tap answers.
ann: /help trad
#> ann: There is no help on "trad". Close: trade
ann [trade]
#> ann: /trade buy <symbol> <amount>
ann: /help quantum
#> ann: There is no help on "quantum". /help lists what there is. [Help]
