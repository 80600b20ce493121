# Somebody chooses their language: from then on answers, refusals and what they are told unasked speak it.

ann: /me language
#> ann: Your language: English There are: English (en), español (es), русский (ru). ... [English] [español] [русский]
ann: /me language tlh
#> ann: I do not speak "tlh". There is: en, es, ru. ... [en] [es] [ru]
ann: /me language es
#> ann: Idioma cambiado ... Los comandos se escriben igualmente en inglés.
ann: /me show
#> ann: rol ... idioma español
#= ann: language == es

# Numbers, months and cities follow; what is typed stays as it was, and so does what machines read.
ann: /me zone Europe/Berlin
#> ann: Zona horaria cambiada ... Berlín
ann: /trade buy $2000 btc sl 58500
#> ann: PAPER  ¿Comprar BTC/USDT por ... Confirmar
ann [Confirmar]
#> ann: PAPER  Comprado BTC/USDT
ann: /trade buy $2000 nosuch
#= ann: code == unknown_symbol
#> ann: No conozco "NOSUCH".
ann: /help trade buy
#> ann: Comprar algo: muestra qué pasaría y pregunta.
ann: /trade buy
#> ann: ¿Symbol? (qué comprar)
ann: btc
#> ann: ¿Amount? (0.5, $100 o 10%)

# What comes unasked speaks it, too; others hear theirs, and a channel the community's.
pro #calls: /provider register
pro [Go live]
ann: /copy start pro
#> ann: ¿Copiar a pro?
ann [1]
bob: /me language ru
#> bob: Язык изменён
bob: /copy start pro
bob [1]
pro #calls: LONG BTC/USDT entry 60000 sl 58500 tp 61500 63000
#> #calls: BTC/USDT long
#> ann: PAPER  Comprado BTC/USDT
#> bob: PAPER  Куплено BTC/USDT
market: BTC/USDT 58400
#> ann: PAPER  Cerrado BTC/USDT ... stop 15:03
#> bob: PAPER  Закрыто BTC/USDT ... стоп 14:03
# restart
bob: /trade history
#> bob: PAPER  Сделки

ann: /me language off
#> ann: Language changed
