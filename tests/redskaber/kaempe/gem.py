"""How long saving a telephone inquiry takes on the server: measured by `maaling`.

What is timed is the one POST that saves, as the browser sends it, from the request to the answer;
the times are told as those of the search are (`find`).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from .find import _fraktiler, _tid, browser

GANGE = 200
HOEJST = 150  # milliseconds, 95 times in 100, at 10,000 cases
NY = "/henvendelser/ny/"
SKJULTE = re.compile(r'<input type="hidden" name="(engang|kladde)" value="([^"]+)"')


def maal_gem() -> dict:
    """Save GANGE inquiries, each with a citizen, a følgesag and a note; times in ms."""
    from henvendelser import models as m

    foer = m.Henvendelse.objects.count()
    klient = browser()
    opkald = _Opkald(klient)
    opkald.gem(0)  # what a process does once
    ure, uden = zip(*(_tid(opkald.udfyld(nr)) for nr in range(1, GANGE + 1)), strict=True)
    gemte = m.Henvendelse.objects.order_by("-id")[: GANGE + 1].prefetch_related("sager", "notater")
    assert m.Henvendelse.objects.count() == foer + GANGE + 1
    assert all(len(en.sager.all()) == 2 and len(en.notater.all()) == 1 for en in gemte)
    return {
        "henvendelser": foer,
        "hoejst": HOEJST,
        "ur": _fraktiler(ure),
        "uden_ventetid": _fraktiler(uden),
    }


class _Opkald:
    """Fills in the page as an adviser does: another citizen, department and topic each time."""

    def __init__(self, klient):
        from henvendelser import models as m

        self.klient = klient
        self.kontaktform = m.Kontaktform.objects.order_by("id").first().pk
        self.afdelinger = list(m.Afdeling.objects.order_by("id").values_list("pk", flat=True))
        emner = m.Emne.objects.exclude(overordnet=None).order_by("id")
        self.emner = list(emner.values_list("pk", flat=True))

    def gem(self, nr: int) -> None:
        self.udfyld(nr)()

    def udfyld(self, nr: int):
        """Fetch the page; the answer sends it filled in."""
        siden = self.klient.get(NY).content.decode()
        data = dict(SKJULTE.findall(siden)) | {
            "modtaget": f"{date(2026, 3, 1) + timedelta(nr % 28):%d.%m.%Y}",
            "kontaktform": self.kontaktform,
            "navn": f"Alma Prøve {nr}",
            "telefon": f"{70_000_000 + nr}",
            "foelgesager-TOTAL_FORMS": "1",
            "foelgesager-INITIAL_FORMS": "0",
            "notat": "Har lovet at ringe til afdelingen i morgen og vende tilbage.",
        }
        for plads, sag in enumerate(("hovedsag", "foelgesager-0")):
            data[f"{sag}-afdeling"] = self.afdelinger[(nr + plads) % len(self.afdelinger)]
            data[f"{sag}-emne"] = self.emner[(nr + plads) % len(self.emner)]

        def send() -> None:
            svar = self.klient.post(NY, data)
            assert svar.status_code == 302, svar.content.decode()

        return send
