"""`bellwether replay`: an export and candles in, the track record of a channel out."""
