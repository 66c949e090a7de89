"""Run in a server's own settings: sow the marks, let everybody in, and tell it as JSON."""

from __future__ import annotations

import json
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "borgerraadgiver.settings")
    django.setup()
    from .. import fabrik
    from .erklaering import adresser
    from .maerker import saa
    from .personer import alle_personer
    from .verden import byg_verden

    verden = byg_verden(fabrik.kontoret())
    klienter = alle_personer(verden.kontor)
    cpr = [maerke.tekst for maerke in saa() if maerke.felt == "Borger.cpr"]
    sessioner = {
        person: klient.cookies["session"].value if "session" in klient.cookies else ""
        for person, klient in klienter.items()
    }
    print(json.dumps({"adresser": adresser(verden), "sessioner": sessioner, "cpr": cpr[:2]}))


if __name__ == "__main__":
    main()
