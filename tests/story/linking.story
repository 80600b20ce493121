# One person on two chats: a code from here, entered there, and a yes on both sides. Names are never matched.
# On the console two names are two ids; in chats they would be Discord's and Telegram's.

ann: /me link
#> ann: Link another chat
#> ann: It works once. ... 10 min left
#> ann: Someone asked you for this code? That is a theft attempt. ... [Cancel code]
ann [Cancel code]
#> ann: Not linked This code does not work any more.
ann: /me link cancel
#= ann: code == no_code_open

# What is no code links nothing, and is counted: five wrong tries an hour.
ann_t: /me link AAAA-AAAA
#= ann_t: code == no_such_code
ann_t: /me unlink
#= ann_t: code == not_linked
ann_t: /me book
#= ann_t: code == no_book
ann_t: /me link BBBB-BBBB
ann_t: /me link CCCC-CCCC
ann_t: /me link DDDD-DDDD
ann_t: /start EEEE-EEEE
#= ann_t: code == no_such_code
ann_t: /me link FFFF-FFFF
#= ann_t: code == too_many_tries
#> ann_t: That was 5 times within an hour, the most I take.
clock: +1h
ann_t: /me link FFFF-FFFF
#= ann_t: code == no_such_code

# Codes are made five times an hour as well.
ann: /me link
ann: /me link
ann: /me link
ann: /me link
ann: /me link
ann: /me link
#= ann: code == too_many_tries
