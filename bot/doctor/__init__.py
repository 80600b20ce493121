"""`bellwether doctor`: looks at an installation from outside, line by line, and says what to do (row OP-07)."""
