# Everybody begins as a trader. Nobody gives more than they have, and nobody undoes what somebody above them did.

ann: /me show
#> ann: role trader
bob: /me show
cara: /me show

# A trader cannot stop others, look at their trades, or see who is here.
ann: /admin kill everyone
#= ann: code == no_right
ann: /admin members
#= ann: code == no_right

# The owner makes Ann an admin, after being asked.
/admin roles ann admin
#> owner: Make ann admin? trader → admin
[Confirm]
#> owner: ann is admin now

# Ann may make Bob a moderator, but no second admin above herself, and she cannot touch the owner.
ann: /admin roles bob moderator
ann [Confirm]
#> ann: bob is moderator now trader → moderator
ann: /admin roles cara owner
#= ann: code == above_you
ann: /admin roles owner viewer
#= ann: code == above_you
bob: /admin roles cara moderator
#= bob: code == no_right

# Bob sees the members, the highest roles first, and nobody's money.
bob: /admin members
#> bob: Members 1-4 of 4 ... owner owner console ... ann admin console ... bob moderator console ... cara trader

# What the owner stopped a moderator cannot start again; what a moderator stopped the owner can.
/admin kill everyone
bob: /admin resume everyone
#= bob: code == above_you
/admin resume everyone
[Confirm]
bob: /admin kill everyone
#> bob: Off for everyone since 14:03:00 UTC, by bob.
# The owner hears of it: it was not theirs.
#> owner: New orders are off for everyone since 14:03 UTC, by bob.
#= owner: rings == True
/admin resume everyone
[Confirm]
#> owner: New orders are on

# A role that was taken back is gone at once, also from cards that are still open.
bob: /admin kill
/admin roles bob viewer
[Confirm]
bob [Everyone]
#= bob: code == no_right
bob: /trade buy $100 btc
#= bob: code == no_right

# A viewer does not trade by copying either: her copies end with her role.
pro #calls: /provider register
pro [Go live]
cara: /copy start pro
cara [Follow]
/admin roles cara viewer
#> owner: Make cara viewer? trader → viewer Copies end at once and nothing new is traded. What is open keeps its stops.
[Confirm]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#! cara: Bought
#> #calls: in nobody yet
