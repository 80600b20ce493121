# What nobody needs at once comes once a day, at the hour that each person chose.

pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Follow]
ann: /me limits age 60s

# Ann wants to hear of skipped signals in the evening only, at half past six of her own clock.
ann: /me zone Europe/Berlin
ann: /me notify skips digest
#> ann: Changed: what rings ... skips digest, 18:00 ... digest 18:00 Berlin
ann: /me notify digest 18:30
#> ann: skips digest, 18:30 ... digest 18:30 Berlin

# Two posts come in too old for her 60 s. Nothing is told of them now, and nothing is lost: why shows the last.
pro #calls -90s: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#! ann: Skipped
clock: +1m
pro #calls -100s: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#! ann: Skipped
ann: /trade why
#> ann: PAPER  Skipped ETH/USDT ... ✗ age 100 s max 60 s

# 18:30 in Berlin is 17:30 UTC. The program may have been restarted meanwhile.
# restart
clock: +3h
#! ann: Digest
clock: +1h
#> ann: Digest: 2 things ... Skipped BTC/USDT ... Skipped ETH/USDT
#= ann: why == digest
#= ann: rings == False

# The next day has nothing to tell, so nothing is told.
clock: +24h
#! ann
