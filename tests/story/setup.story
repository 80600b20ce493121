# A server in a box: what is made is shown first, and nothing else is; then a test signal goes through all of it.

ann: /admin setup
#= ann: code == no_right
/admin test
#= owner: code == no_channels
/admin setup undo
#= owner: code == nothing_set_up
/admin setup
#> owner: Set up console? I will create, and nothing else: #signals providers write, all read #results for results and boards #desk commands, private answers
#> owner: [Create 3 channels] [Existing] [Cancel]
[Create 3 channels]
#> owner: Set up Made #signals, #results, #desk. A test signal is on its way through: read, paper order, fill, card. [See the test] [Undo setup]
#> #signals: BTC/USDT long
[See the test]
#> owner: Test passed: 6 of 6 ✓ heard ✓ read ✓ paper order planned ✓ sent to the paper venue ✓ filled ✓ card shown in the channel

# The channel of the test is free for a provider, whose channel takes no test; another one does.
pro #signals: /provider register
pro [Go live]
#> pro: pro
/admin test again
#> owner: Test: 2 of 6
/admin test
#> owner: Test passed: 6 of 6

# Set up once, it shows what there is. Channels, language and zone can be chosen.
/admin setup
#> owner: console signals signals results #results desk #desk language en zone UTC
/admin channels results none zone Europe/Berlin
#> owner: results none desk #desk ... zone Europe/Berlin
/admin channels language spanish
#= owner: code == not_understood
/admin channels signals #nowhere
#= owner: code == unknown_channel

# Undone: what was made goes, the record stays.
/admin setup undo
#> owner: Undo the setup of console? ... #desk ... go, with everything that was posted there. The record of what was posted stays here. [Take away] [Cancel]
[Take away]
#> owner: Undone What was made for console is gone.
/admin setup undo
#= owner: code == nothing_set_up
