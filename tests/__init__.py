"""The checks that keep the house true."""
