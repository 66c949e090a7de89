"""A giant register to measure on: bin/bench.

`register` fills a database, `haandskrevet` is the SQL that a good engineer would write for the
same tables, `maaling` measures one thing in one fresh process, `__main__` runs it all.
"""
