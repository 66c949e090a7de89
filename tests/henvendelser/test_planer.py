import pytest
from django.db import connection

from henvendelser.planer import INDSTILLINGER

pytestmark = pytest.mark.django_db


def test_kun_postgresql_bedes_om_at_planlaegge_anderledes():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM pragma_pragma_list WHERE name LIKE '%parallel%'")
            assert cursor.fetchone() == (0,)
            return
        for navn, vaerdi in INDSTILLINGER.items():
            cursor.execute("SELECT current_setting(%s)", [navn])
            assert cursor.fetchone() == (vaerdi,)
