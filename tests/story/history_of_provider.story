# Trades of one provider beside those made by hand.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
ann: /buy 1 sol
ann [Confirm]
ann: /trade history
#> ann: 1-2 of 2
ann: /trade history pro
#> ann: 1-1 of 1 17 Nov BTC open
#= ann: trades.0.triggered_by == pro #1
# A filter stays while one goes through its pages; a name nobody has is said.
ann: /trade history nobody
#= ann: code == no_such_provider

# The venue is asked now, not when it tells by itself. Here it has nothing that is not known.
ann: /trade sync
#> ann: PAPER  Nothing new 3 orders on their way, as I knew them. Nothing is missing in your books.
#> ann: asked: paper · 14:03 UTC
# Three: the stop and both targets. Asked once more it is the same.
ann: /trade sync
#= ann: fills == 0
#= ann: orders == 3
