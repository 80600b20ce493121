"""Crypto venues through ccxt: one driver, a row of data and a dialect for each venue."""
