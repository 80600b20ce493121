# A broker is connected by a key that is asked for in private, checked there, and kept only if it is good.
# The venues of stories do as a key says: `withdraws-...` may withdraw, `dead-...` is not taken (tests/venues_told.py).

owner: /me mode
ann: /me connect
#> ann: Connect which broker? ... kraken Kraken ... schwab Schwab ... [Kraken]
ann: /me connect krakn
#= ann: code == unsupported_broker
#> ann: Unsupported broker "krakn". There are: kraken, alpaca, kucoin, schwab.
ann: /me reconnect
#= ann: code == nothing_connected
ann: /me disconnect
#= ann: code == nothing_connected

# The card says how a key is made, who will hold it, and what its next lines are.
ann: /me connect kraken
#> ann: Connect Kraken 1 Make a key there: it may look and trade, never withdraw.
#> ann: Keys are made at https://kraken.example/api 3 Your next lines here: key and secret. ... Whoever runs this server (owner) holds your key.
ann: withdraws-0001
#> ann: Secret next.
ann: hush
#= ann: code == key_withdraws
#> ann: Key refused ... I did not keep it: a thief with it could empty the account. ... [Try again] [Show me how]
ann [Show me how]
#> ann: /me connect asks for it in private.

# Each way in which a key may be no good has its own words, and nothing is kept of it.
ann: /me connect kraken
ann: dead-0001
ann: hush
#= ann: code == key_refused
#> ann: Kraken does not take this key. Is it copied whole
ann: /me connect kraken
ann: late-0001
ann: hush
#> ann: The clock of this server is off, so Kraken takes no key from here.
ann: /me connect kraken
ann: skewed-0001
ann: hush
#> ann: The clock of this server is 12 s off that of Kraken.
ann: /me connect kraken
ann: silent-0001
ann: hush
#= ann: code == venue_silent
ann: /me connect kraken
ann: reads-0001
ann: hush
#> ann: This key may look but not trade.
ann: /me connect kucoin
#> ann: KuCoin is new here and still being tried out.
ann: bare-0001
ann: hush
#> ann: Passphrase next.
ann: phrase
#> ann: KuCoin needs a part that is not installed here. The owner can add it: pip install 'bellwether[kucoin]'.
ann: /me connect kraken
ann: good-0001
ann: -
#> ann: Kraken needs all of it. Missing: secret.
ann: /me brokers
#! ann: Kraken

# A key in the line of a command is not looked at.
ann: /me connect kraken good-0001 hush
#= ann: code == key_in_line
# What was asked can be left.
ann: /me connect kraken
ann [Cancel]
#> ann: Nothing was connected
ann: good-0001
#! ann: next

# A good one opens the account.
ann: /me connect kraken
ann: good-4F2Q
ann: hush
#> ann: LIVE ready  Kraken ··4F2Q trade ✓ withdraw ✗ good address ✓ there now 4,000.00 USD read-only for now
#= ann: balances.0.amount == 4000
ann: /me brokers
#> ann: Kraken ··4F2Q LIVE

# A new key takes the place of the old one; a paper key opens an account of its own; a name opens a second one.
ann: /me connect kraken
#> ann: New key for Kraken ... It takes the place of the key of ··4F2Q. A second account there: /me connect kraken as second
ann: good-9ABC
ann: hush
#> ann: LIVE ready  Kraken ··9ABC
ann: /me connect kraken as savings
ann: good-7777
ann: hush
#> ann: LIVE ready  Kraken savings ··7777
ann: /me connect alpaca
ann: PK-5555
ann: hush
#> ann: PAPER ready  Alpaca ··5555
#! ann: read-only
ann: /me brokers
#> ann: paper (built in) PAPER USDT ... Kraken ··9ABC LIVE ... Alpaca ··5555 PAPER
ann: /me reconnect kraken
ann: PK-1234
ann: hush
#= ann: code == key_other_mode

# They outlive the program.
# restart
ann: /me brokers
#> ann: Kraken savings ··7777 LIVE

# One command wipes the keys of one broker, or of all. The accounts and what was done in them stay.
ann: /me disconnect
#> ann: Which one? all, alpaca, kraken.
ann: /me disconnect kraken as savings
#> ann: Wipe these keys? LIVE Kraken savings ··7777 ... [Wipe them]
ann [Cancel]
ann: /me disconnect all
#> ann: Wipe these keys? PAPER Alpaca ··5555 LIVE Kraken ··9ABC LIVE Kraken savings ··7777
ann [Wipe them]
#> ann: Keys wiped ... Delete them at the broker as well. Your records stay.
ann: /me brokers
#> ann: Kraken ··9ABC LIVE keys wiped
ann: /me disconnect all
#= ann: code == nothing_connected
# The account that was there is the one that a new key opens.
ann: /me reconnect kraken
ann: good-2222
ann: hush
#> ann: LIVE ready  Kraken ··2222
ann: /me brokers
#> ann: Kraken ··2222 LIVE
#! ann: ··9ABC

# The first account beside the built-in one is where new orders go, as soon as orders may go there: real money waits.
ann: /me mode
#> ann: mode PAPER
bob: /me connect alpaca
bob: PK-6666
bob: hush
#> bob: PAPER ready  Alpaca ··6666 ... new orders go here
bob: /me brokers
#> bob: Alpaca ··6666 PAPER ... Alpaca: new orders go here
bob: /me disconnect alpaca
bob [Wipe them]
bob: /me mode
#! bob: alpaca
