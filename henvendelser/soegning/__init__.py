"""Finding an inquiry, a decision or an activity by words, wherever in it they stand.

`ord` says what a word is, `kilder` which texts are indexed, `indeks` keeps the index, `spoergsmaal`
reads what somebody typed, `find` asks, and `uddrag` shows where it was found. Both databases are
asked the same and answer the same; why it is built so is docs/beslutninger/0019-soegning.md.
"""
