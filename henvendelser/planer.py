"""How PostgreSQL is to plan the program's questions."""

from __future__ import annotations


def laes_indeks_i_orden(connection, **kwargs) -> None:
    """Receiver of `connection_created`: no index is read by several processes at once.

    A list's first page is read in an index's order until it is full. Several readers cannot stop
    there: each goes on with a share of its own, and the page that one reads in 5 ms takes 200. To
    count a whole table they may still be several.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET min_parallel_index_scan_size = '1GB'")
