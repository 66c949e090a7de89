"""How PostgreSQL is to plan the program's questions."""

from __future__ import annotations

INDSTILLINGER = {
    # No index is read by several processes at once. A list's first page is read in the order of an
    # index until it is full, and several readers cannot stop there: each goes on with a share of
    # its own, and the page that one reads in 5 ms takes 200. A whole table they may count.
    "min_parallel_index_scan_size": "1GB",
    # Any page is as near as the next, in memory and on the disks of today. The server's own figure,
    # 4, is that of a disk that turns, for which it passes over an index and reads the table.
    "random_page_cost": "1.1",
}


def saet_planer(connection, **kwargs) -> None:
    """Receiver of `connection_created`: INDSTILLINGER hold for the connection."""
    if connection.vendor == "postgresql":
        alle = ", ".join(["set_config(%s, %s, false)"] * len(INDSTILLINGER))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {alle}", [led for en in INDSTILLINGER.items() for led in en])
