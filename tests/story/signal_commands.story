# Signals by command: a draft is checked, posted, listed, followed up and verified, the same as by posts in the channel.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
bob: /copy start pro
bob [Follow]
cat: /copy start pro
cat [Follow]

# A draft shows what stands against it before anybody can trade it.
pro: /signal check long btc 60k sl 61k tp 61.5 / 63
#> pro: Check: not ready, 1 error 2 hints
#> pro: ✗ stop 61,000 is above entry 60,000 for a long. Nobody would trade this.
#> pro: · "61.5" read as 61,500 (BTC is at 60,000). Write 61,500 to be sure.
#> pro: reward/risk cannot say: stop is wrong
pro: /signal check LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> pro: Check: ready ... reward/risk 1.00, 2.00

# Posting through the bot is posting in the channel.
pro: /signal post LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> pro: Posted #1 BTC/USDT long
#> #calls: BTC/USDT long 60,012.00
#> ann: PAPER  Bought BTC/USDT
bob: /signal post LONG ETH/USDT entry 3431 sl 3362 tp 3600
#> bob: Only providers of this server can post signals.
#= bob: code == no_right

# So are the words about it.
pro: /signal update 1 sl 59000
#> pro: Taken for #1 BTC/USDT long
#> #calls: ✎ 14:03 stop 58,500 → 59,000 tightened applied for a few
pro: /signal update 1 sl 61000
#> pro: "sl 61000": #1 BTC/USDT is at 60,000.00 already, past that stop.
pro: /signal update 1 it looks good
#= pro: code == not_reply_words
pro: /signal close 1 50%
#> #calls: ✎ 14:03 50 % closed applied for a few
#> cat: PAPER  Sold part of BTC/USDT
bob: /signal close 1
#= bob: code == no_right

# Anybody may look, and work the seals out anew.
bob: /signal list
#> bob: pro #1 BTC long open
bob: /signal show 1
#> bob: BTC/USDT long 60,012.00
bob: /signal show 1 first
#> bob: "LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000"
bob: /signal verify 1
#> bob: ✓ 1 record, sealed since 17 Nov. ... #1 is entry 1, seen 14:03:00 UTC
bob: /signal show 7
#= bob: code == no_such_signal

# A moderator may do the same, by command or as a reply; others may write what they like.
bob #calls ^pro: close
#! #calls
/signal close 1
#> #calls: BTC/USDT long closed
#> ann: PAPER  Closed BTC/USDT
