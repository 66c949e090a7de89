"""What is sent to a department and what it answers stands as it was sent, also for raw SQL."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from beretning.models import Rundesvar
from beretning.runder.handlinger import gem_kladde, send_svar, skriv_tillaeg
from beretning.runder.svar import Emne, Punkt
from beretning.runder.svar import Svarindhold as Rundeindhold
from beretning.valg import Stilling
from henvendelser import models as m
from henvendelser.dokumenter.handlinger import godkend
from henvendelser.handlinger.forespoergsler import (
    afgoer_forlaengelse,
    spoerg_igen,
    tilbagekald_forespoergsel,
)
from henvendelser.handlinger.svar import Svarindhold, bed_om_forlaengelse, besvar, giv_videre
from henvendelser.log import triggere
from henvendelser.valg import Erkendelse
from tests import fabrik
from tests.redskaber.lag import lag

pytestmark = pytest.mark.django_db

# Of each table: a field that stands fast, and what raw SQL would make of it.
PAA_SAGEN = {
    "henvendelser_forespoergsel": "tekst = 'andet'",
    "henvendelser_forespoergselspunkt": "emne_id = NULL",
    "henvendelser_forespoergselsdokument": "dokument_id = 0",
    "henvendelser_svar": "laering = 'andet'",
    "henvendelser_svardokument": "dokument_id = 0",
    "henvendelser_opfoelgningsspoergsmaal": "tekst = 'andet'",
    "henvendelser_videregivelse": "besked = 'andet'",
    "henvendelser_tilbagekaldelse": "grund = 'andet'",
    "henvendelser_fristforlaengelse": "udfald = 'afslaaet'",
}
I_RUNDEN = {
    "beretning_rundesvar": "ingen_bemaerkninger = NOT ingen_bemaerkninger",
    "beretning_stillingtagen": "gjort = 'andet'",
    "beretning_svarafsnit": "tekst = 'andet'",
    "beretning_tillaeg": "tekst = 'andet'",
    "beretning_opfoelgning": "gjort = 'andet'",
}


def raa(sql: str, tabel: str = "", hvad: str = "") -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(t=tabel, hvad=hvad))
        return cursor.rowcount


def indhold(tabel: str) -> list[dict]:
    (model,) = (model for model in apps.get_models() if model._meta.db_table == tabel)
    return list(models.QuerySet(model).order_by("pk").values())


def en_hel_traad(kontor, henvendelse: m.Henvendelse) -> m.Forespoergsel:
    """A request with a row in each of the tables: asked, handed on, given time, answered with a
    document, asked again and taken back."""
    leder, kollega = (fabrik.leder(kontor.boern, f"{navn}{henvendelse.pk}") for navn in "ab")
    den = fabrik.forespoergsel(
        henvendelse,
        kontor.boern,
        sager=[henvendelse.hovedsag],
        dokumenter=[fabrik.dokument(henvendelse, "brev.txt")],
    )
    giv_videre(forespoergsel=den, til=kollega, besked="Du ved mest.", af=leder)
    oensket = bed_om_forlaengelse(
        forespoergsel=den, oensket=date(2098, 1, 6), begrundelse="Ferie.", af=kollega
    )
    afgoer_forlaengelse(forlaengelse=oensket, giv=True, af=None)
    besvar(
        forespoergsel=den,
        indhold=Svarindhold("Vi beklager.", Erkendelse.JA),
        filer=[godkend("afgoerelse.txt", b"Afgjort.")],
        runde=0,
        af=kollega,
    )
    spoerg_igen(forespoergsel=den, tekst="Hvornår?", af=None)
    tilbagekald_forespoergsel(forespoergsel=den, grund="Det er løst.", af=None)
    return den


@lag
def henvendelse(kontor) -> m.Henvendelse:
    henvendelse = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    en_hel_traad(kontor, henvendelse)
    return henvendelse


@pytest.fixture
def rundesvar(kontor, leder) -> Rundesvar:
    """Sent, with a stance, a subheading and a supplement."""
    fabrik.anbefaling([kontor.boern])
    svar = fabrik.runde(fabrik.beretning(), [kontor.boern]).svar.get()
    svar = send_svar(svar=svar, indhold=_svar(svar), version=0, af=leder)
    skriv_tillaeg(svar=svar, tekst="Og så dette.", af=leder)
    return svar


def _svar(svar: Rundesvar) -> Rundeindhold:
    punkter = tuple(
        Punkt(pk, Stilling.FULGT, gjort="Nyt brev.")
        for pk in svar.stillingtagen.values_list("adressat", flat=True)
    )
    return Rundeindhold(punkter, (Emne("Breve", "Vi har skrevet dem om."),), False)


def afvises(sql: str, tabel: str, hvad: str = "") -> None:
    foer = indhold(tabel)
    assert foer, f"{tabel} er tom: så prøves intet"
    with pytest.raises(DatabaseError):
        raa(sql, tabel, hvad)
    assert indhold(tabel) == foer


@pytest.mark.parametrize("tabel", PAA_SAGEN)
def test_det_der_er_sendt_om_en_sag_aendres_og_slettes_ikke(henvendelse, tabel):
    afvises("UPDATE {t} SET {hvad}", tabel, PAA_SAGEN[tabel])
    afvises("DELETE FROM {t}", tabel)
    afvises("TRUNCATE {t} CASCADE", tabel)
    afvises("REPLACE INTO {t} SELECT * FROM {t}", tabel)


@pytest.mark.parametrize("tabel", I_RUNDEN)
def test_det_der_er_sendt_i_en_runde_aendres_og_slettes_ikke(rundesvar, tabel):
    afvises("UPDATE {t} SET {hvad}", tabel, I_RUNDEN[tabel])
    afvises("DELETE FROM {t}", tabel)
    afvises("TRUNCATE {t} CASCADE", tabel)
    afvises("REPLACE INTO {t} SELECT * FROM {t}", tabel)


def test_hver_tabel_der_staar_fast_er_proevet():
    proevede = {*PAA_SAGEN, *I_RUNDEN}
    andre = {"henvendelser_notat"}  # tests/henvendelser/test_notater.py
    loggens = {tabel for tabel in triggere.tabeller() if "_log" in tabel}  # test_log.py
    assert set(triggere.tabeller()) == proevede | andre | loggens


@pytest.mark.parametrize("tabel", PAA_SAGEN)
def test_uden_triggerne_lykkes_det(henvendelse, tabel):
    """The control: it is the triggers that refuse."""
    triggere.fjern(connection, [tabel])
    hvad = PAA_SAGEN[tabel].replace("= 0", "= dokument_id")
    assert raa("UPDATE {t} SET {hvad}", tabel, hvad) >= 1


def test_en_forespoergsels_tilstand_aendres_stadig_og_kun_det_sendte_staar_fast(henvendelse):
    """What stands fast is what was asked; how far it is moves on. A full save names every column,
    and changes none of the fast ones."""
    den = henvendelse.forespoergsler.get()
    den.frist_forklaring, den.ansvarlig = "", None
    den.save()
    assert raa("UPDATE henvendelser_forespoergsel SET antal_forlaengelser = 7") == 1
    # An issue that is taken off the case lets go of its point, which keeps its topic.
    assert raa("UPDATE henvendelser_forespoergselspunkt SET sag_id = NULL") == 1


def test_et_oenske_om_laengere_frist_staar_fast_og_afgoeres_en_gang(kontor):
    den = fabrik.forespoergsel(fabrik.henvendelse(), kontor.boern)
    bed_om_forlaengelse(forespoergsel=den, oensket=date(2098, 1, 6), begrundelse="Ferie.", af=None)
    tabel = "henvendelser_fristforlaengelse"
    afvises("UPDATE {t} SET begrundelse = 'andet'", tabel)
    afvises("DELETE FROM {t}", tabel)
    assert raa("UPDATE {t} SET svar = 'Ja.'", tabel) == 1  # not decided yet


def test_en_kladde_i_runden_kan_rettes_til_den_er_sendt(kontor, leder):
    fabrik.anbefaling([kontor.boern])
    svar = fabrik.runde(fabrik.beretning(), [kontor.boern]).svar.get()
    for version in (0, 1):
        svar = gem_kladde(svar=svar, indhold=_svar(svar), version=version, af=leder)
    assert svar.version == 2
    # Its words are in no row yet, and the database holds that.
    assert not indhold("beretning_svarafsnit")
    afvises("UPDATE {t} SET {hvad}", "beretning_stillingtagen", I_RUNDEN["beretning_stillingtagen"])


def test_alt_gaar_med_sin_hele_sag_og_kun_med_den(henvendelse, kontor):
    anden = fabrik.henvendelse(afdeling=kontor.boern, emne=kontor.svartid)
    en_hel_traad(kontor, anden)

    def slet_hele() -> None:
        with fabrik.uden_om_loggen():
            henvendelse.delete()

    with pytest.raises((DatabaseError, models.RestrictedError)), transaction.atomic():
        slet_hele()
    foer = {tabel: len(indhold(tabel)) for tabel in PAA_SAGEN}
    with triggere.sletter_sagen(henvendelse.pk):
        for tabel in ("henvendelser_svar", "henvendelser_svardokument"):
            with pytest.raises(DatabaseError):  # of this case only
                raa("DELETE FROM {t} WHERE id = (SELECT max(id) FROM {t})", tabel)
        slet_hele()
    assert {tabel: len(indhold(tabel)) for tabel in PAA_SAGEN} == {
        tabel: antal // 2 for tabel, antal in foer.items()
    }
    assert {en.henvendelse for en in m.Forespoergsel.objects.all()} == {anden}
    afvises("DELETE FROM henvendelser_svardokument", "henvendelser_svardokument")


def test_programmet_selv_retter_heller_ikke_et_svar(henvendelse):
    svar = m.Svar.objects.get()
    for forsoeg in (svar.save, svar.delete, m.Svar.objects.all().delete):
        with pytest.raises(TypeError, match="kan ikke"):
            forsoeg()
    with pytest.raises(TypeError):
        m.Svar.objects.bulk_create([svar])
