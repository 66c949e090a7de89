"""What the database itself holds, whoever writes to it."""

import contextlib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from henvendelser import models as m
from henvendelser.regler import i_dag
from henvendelser.valg import Sagstype
from tests import fabrik
from tests.fabrik import DAGEN

pytestmark = pytest.mark.django_db


class afvist:  # noqa: N801 - read as a word of the test
    """The database refuses what is done within; what it checks at commit, it checks at its end."""

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, type_, fejl, spor):
        try:
            if not fejl:
                connection.check_constraints()
        except IntegrityError as senere:
            type_, fejl = IntegrityError, senere
        with contextlib.suppress(IntegrityError):
            self.atomic.__exit__(type_ or ValueError, fejl or ValueError(), spor)
        assert type_ is IntegrityError, f"nothing was refused: {fejl!r}"
        return True


def raa_henvendelse(**felter) -> m.Henvendelse:
    return m.Henvendelse.objects.create(nummer="2025-0999", modtaget=DAGEN, **felter)


def test_en_henvendelse_uden_hovedsag_afvises():
    with afvist():
        raa_henvendelse()


def test_en_henvendelse_med_kun_en_foelgesag_afvises():
    with afvist():
        raa_henvendelse().sager.create(sagstype=Sagstype.FOELGESAG)


def test_en_henvendelse_med_en_hovedsag_og_foelgesager_gaar_an():
    henvendelse = raa_henvendelse()
    for sagstype in (Sagstype.HOVEDSAG, Sagstype.FOELGESAG, Sagstype.FOELGESAG):
        henvendelse.sager.create(sagstype=sagstype)
    connection.check_constraints()


def test_to_hovedsager_afvises():
    henvendelse = fabrik.henvendelse()
    with afvist():
        henvendelse.sager.create(sagstype=Sagstype.HOVEDSAG)


def test_hovedsagen_kan_ikke_slettes_alene_men_med_henvendelsen():
    henvendelse = fabrik.henvendelse(foelgesager=((None, None),))
    with afvist():
        henvendelse.hovedsag.delete()
    henvendelse.delete()
    connection.check_constraints()
    assert not m.Sag.objects.exists()


def test_hovedsagen_kan_ikke_goeres_til_foelgesag():
    henvendelse = fabrik.henvendelse()
    with afvist(), fabrik.uden_om_loggen():
        henvendelse.sager.update(sagstype=Sagstype.FOELGESAG)


def test_afsluttet_samme_dag_gaar_an_men_ikke_dagen_foer(kontor):
    henvendelse = fabrik.henvendelse(afsluttet=DAGEN, behandling=kontor.raad)
    with afvist(), fabrik.uden_om_loggen():
        m.Henvendelse.objects.filter(pk=henvendelse.pk).update(afsluttet=DAGEN - timedelta(1))


def test_afsluttet_uden_behandling_afvises():
    henvendelse = fabrik.henvendelse()
    with afvist(), fabrik.uden_om_loggen():
        m.Henvendelse.objects.filter(pk=henvendelse.pk).update(afsluttet=DAGEN)


@pytest.mark.parametrize(
    ("model", "felter"),
    [
        (m.Borger, {}),
        (m.Kontor, {"pk": 2, "kommune": "En anden"}),
        (m.Bruger, {"username": "x", "rolle": "konge"}),
        (m.Afdeling, {"navn": "A", "gyldig_fra": DAGEN, "gyldig_til": DAGEN - timedelta(1)}),
    ],
)
def test_det_der_ikke_kan_vaere_afvises(model, felter):
    with afvist():
        model.objects.create(**felter)


@pytest.mark.parametrize(
    ("model", "felter"),
    [
        (m.Henvendelse, {"type": "halvaaben"}),
        (m.Sag, {"sagstype": "bisag"}),
        (m.Afgoerelse, {"udfald": "vundet"}),
    ],
)
def test_ukendte_koder_afvises(model, felter, kontor):
    fabrik.henvendelse(foelgesager=((None, None),))
    fabrik.afgoerelse(kontor.ankestyrelsen)
    raekke = model.objects.order_by("-pk")[:1]
    with afvist(), fabrik.uden_om_loggen():
        model.objects.filter(pk__in=[r.pk for r in raekke]).update(**felter)


def test_samme_navn_to_gange_afvises_i_samme_gren_men_ikke_i_en_anden(kontor):
    m.Emne.objects.create(navn="Svartid", overordnet=kontor.andet)
    m.Afdeling.objects.create(navn="Skolefritid", overordnet=kontor.boern)
    for dublet in (
        m.Emne(navn="Svartid", overordnet=kontor.skik),
        m.Emne(navn="Andet"),
        m.Afdeling(navn="Skole"),
        m.Afdeling(navn="Skolefritid", overordnet=kontor.skole),
        m.Kontaktform(navn="Telefon"),
    ):
        with afvist():
            dublet.save(force_insert=True)


def test_et_bemaerkningstema_naevnes_en_gang_ogsaa_det_uoplyste(kontor):
    afgoerelse = fabrik.afgoerelse(kontor.ankestyrelsen, temaer=[kontor.begrundelse, None])
    for tema in (kontor.begrundelse, None):
        with afvist():
            afgoerelse.bemaerkninger.create(tema=tema)


def test_dagen_i_dag_gaar_an_i_morgen_og_1989_goer_ikke():
    fabrik.henvendelse(i_dag())
    fabrik.henvendelse(date(1990, 1, 1))
    for dag in (i_dag() + timedelta(1), date(1989, 12, 31)):
        with pytest.raises(ValidationError) as fejl:
            fabrik.henvendelse(dag)
        assert set(fejl.value.message_dict) == {"modtaget"}
    assert m.Henvendelse.objects.count() == 2


def test_afdelingen_skal_findes_den_dag_begge_dage_med(kontor):
    afdeling = m.Afdeling.objects.create(
        navn="Gammel", gyldig_fra=DAGEN, gyldig_til=DAGEN, efterfoelger=kontor.boern
    )
    fabrik.henvendelse(DAGEN, afdeling=afdeling)
    for dag, besked in (
        (DAGEN - timedelta(1), "»Gammel« findes først fra 3. marts 2025."),
        (DAGEN + timedelta(1), "»Gammel« blev nedlagt 3. marts 2025. Vælg »Børn & Familie«."),
    ):
        with pytest.raises(ValidationError) as fejl:
            fabrik.henvendelse(dag, afdeling=afdeling)
        assert fejl.value.message_dict == {"afdeling": [besked]}


def test_gyldige_afdelinger_tager_foerste_og_sidste_dag_med(kontor):
    for navn, fra, til in (("Den dag", DAGEN, DAGEN), ("Før", None, DAGEN - timedelta(1))):
        m.Afdeling.objects.create(navn=navn, gyldig_fra=fra, gyldig_til=til)
    altid = {"Børn & Familie", "Skole", "Skolefritid"}
    assert {a.navn for a in m.Afdeling.objects.gyldige(DAGEN)} == altid | {"Den dag"}


def test_et_emne_under_et_inaktivt_tema_er_ikke_aktivt(kontor):
    m.Emne.objects.filter(pk=kontor.skik.pk).update(aktiv=False)
    assert {emne.navn for emne in m.Emne.objects.aktive(DAGEN)} == {"Andet"}
