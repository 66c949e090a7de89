import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_kun_postgresql_bedes_om_at_laese_et_indeks_i_orden_med_en_laeser():
    sat = "SELECT current_setting('min_parallel_index_scan_size')"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":  # has one reader, and no such setting
            sat = "SELECT count(*) FROM pragma_pragma_list WHERE name LIKE '%parallel%'"
        cursor.execute(sat)
        assert cursor.fetchone() == ((0,) if connection.vendor == "sqlite" else ("1GB",))
