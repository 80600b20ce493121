# A switch stops no more than it names: one provider, one server, or one broker.

pro #calls: /provider register
pro [Go live]
otto #tips: /provider register
otto [Go live]
ann: /copy start pro
ann [Follow]
ann: /copy start otto
ann [Follow]

# One provider's signals stop; the other's go on, and so does everything by hand.
/admin kill pro
#> owner: Off for pro since 14:03:00 UTC, by owner.
#> #calls: New orders are off for pro since 14:03 UTC
#! #tips: off
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> ann: PAPER  Skipped BTC/USDT
otto #tips: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#> ann: PAPER  Bought ETH/USDT
#! #tips: off
ann: /trade buy $100 btc
#> ann: PAPER  Buy BTC/USDT

# An order that left under another name is counted under none of this switch.
/admin kill pro
#> owner: New orders were off already Off for pro since 14:03:00 UTC, by owner. 0 orders have left since.

# A whole broker: nothing new reaches it, by whatever way.
/admin kill paper
#> owner: Off for the broker paper
#> #tips: New orders are off for the broker paper
ann: /trade buy $100 btc
#= ann: code == kill_switch
otto #tips: LONG SOL/USDT entry 142 sl 135 tp 150
#> ann: PAPER  Skipped SOL/USDT

# What nobody can mean is not stopped by guessing.
/admin kill nobody
#= owner: code == not_a_choice
