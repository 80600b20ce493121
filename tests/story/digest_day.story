# Who trades has a summary of the day, at the hour of their own clock and in their language; on Mondays the week is in it.

ann: /start 10000
ann: /trade buy btc $2000
ann [Confirm]
ann: /trade buy eth $1000
ann [Confirm]
bob: /me show

# Six in the evening, UTC: nobody said otherwise. 0.03333 x 60,012.00 and a fee of 2.00 were paid for BTC, which is worth
# 2,099.79 now; 0.2914 ETH cost 1,000.99 and brought 998.59, fees in.
market: BTC/USDT 63000
ann: /trade close eth
ann [Confirm]
clock: +4h
#> ann: PAPER  Digest, 17 Nov +0.95 % PAPER  10,095.19 USDT 17 Nov +95.19 +0.95 % 1 closed −2.40 0 won 1 open +97.59
#= ann: rings == False
#= ann: digest.books.0.mode == paper
#! bob: Digest

# Once a day.
clock: +1h
#! ann
# restart
clock: +24h
#> ann: PAPER  Digest, 18 Nov 0.00 %

# Her own hour and her own language; what waited for the digest comes on the same card.
ann: /me zone Europe/Berlin
ann: /me language es
ann: /me notify 08:15
pro #calls: /provider register
pro [Go live]
ann: /copy start pro
ann [Seguir]
ann: /me limits age 60s
ann: /me notify skips digest
pro #calls -90s: LONG ETH/USDT entry 3431 sl 3300 tp 3600
#! ann
clock: +13h
#> ann: PAPER  Resumen, 19 nov 0,00 % PAPER  10.095,19 USDT 18 nov 0,00 0,00 %
#> ann: 1 abierta +97,59 ... No operada: ETH/USDT
clock: +1m
#! ann

# Monday: the week with it. 0.03333 BTC more by 3,000.00 each: 10,195.18 of 10,000.00 that were paid in.
clock: +3d
market: BTC/USDT 66000
clock: +1d
#> ann: PAPER  Resumen, 23 nov +0,99 % ... 22 nov +99,99 +0,99 % la semana +195,18 +1,95 %
#> ann: 1 cerrada −2,40 0 ganadas mayor caída

# None of it, if she likes. What waits for the digest still comes.
ann: /me notify daily off
#> ann: resumen semanal
ann: /me notify weekly off
#> ann: resumen no se avisa
clock: +26h
#! ann
ann: /me notify daily ring
clock: +24h
#> ann: PAPER  Resumen
