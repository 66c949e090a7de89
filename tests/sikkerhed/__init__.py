"""The tests that walk everything there is.

* `test_matrix.py` – every address × method × person × object, against `erklaering.py`.
* `test_kanarie.py` – a mark in every field of a case, looked for by everybody who may not see it.

**A new address** fails `test_hver_adresse_er_erklaeret` until it has its line in `ADRESSER` of
`erklaering.py`. The failure prints the line to add; what is left to think about is

1. the permission, which must be the view's own;
2. the answer to each method (`svarene.py`): `LAESES`, `FORMULAR`, `HANDLING`, or a `Svar` of your
   own;
3. the object in the address, where there is one (`genstande.py`): a `Genstand`, which says who sees
   which;
4. `data`, what a form is filled in with (`indtastet.py`). It is sent by everybody; the adviser's
   must change the database, everybody else's must change nothing.

**A new permission** has a line in `HVEM` (`svarene.py`). **A new table** has a line in
`UDEN_INDHOLD` (`tavse_tabeller.py`) with a reason if others than the adviser may touch it (in
`TILFOEJES` if they may only add to it, in the address' `maa_roere` if it is one page's); a table
without one is taken to hold a case's content, and no other's request may so much as name it.

**A new model** with text in it has a row in `verden.byg_verden`; its fields are marked by
themselves. One that holds no case is named in `maerker.STAMDATA`, a field that no page shows in
`VISES_IKKE`.
"""
