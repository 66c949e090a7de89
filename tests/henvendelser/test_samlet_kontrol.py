"""One question about a row's check constraints says what Django's one by one says."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.db import models as django_models
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from henvendelser.models import Henvendelse
from henvendelser.models.samlet_kontrol import SamletKontrol
from henvendelser.valg import JaNej, Laering

FELTER = {
    "modtaget": st.dates(date(2025, 3, 1), date(2025, 3, 3)),
    "afsluttet": st.none() | st.dates(date(2025, 2, 27), date(2025, 3, 4)),
    "behandling_id": st.none() | st.just(1),
    "borger_id": st.none() | st.just(1),
    "type": st.sampled_from([None, "afgraenset", "ukendt"]),
    "anonym": st.sampled_from([None, *JaNej.values, "måske"]),
    "laering": st.sampled_from([None, *Laering.values]),
    "laering_hvilken": st.sampled_from(["", "Skriv før I ringer"]),
    "frist": st.none() | st.just(date(2025, 4, 1)),
    "frist_forklaring": st.sampled_from(["", "Tre uger"]),
}
UDELADTE = st.sets(st.sampled_from([*FELTER, "id", "nummer"]), max_size=3)


def fejlene(kontrol, exclude: set[str]) -> dict:
    try:
        kontrol(exclude)
    except ValidationError as fejl:
        return fejl.message_dict
    return {}


@pytest.mark.langsom
class Kontrollen(TestCase):
    @given(raekke=st.fixed_dictionaries(FELTER), udeladte=UDELADTE)
    def test_den_samlede_kontrol_siger_det_samme_som_een_ad_gangen(self, raekke, udeladte):
        henvendelse = Henvendelse(nummer="2025-0001", **raekke)

        def en_ad_gangen(exclude):
            django_models.Model.validate_constraints(henvendelse, exclude)

        samlet = fejlene(henvendelse.validate_constraints, udeladte)
        assert samlet == fejlene(en_ad_gangen, udeladte)


@pytest.mark.django_db
def test_en_raekke_der_holder_koster_een_forespoergsel():
    tjek = [
        regel
        for regel in Henvendelse._meta.constraints
        if isinstance(regel, django_models.CheckConstraint)
    ]
    with CaptureQueriesContext(
        connection,
    ) as forespoergsler:
        Henvendelse(nummer="2025-0001", modtaget=date(2025, 3, 1)).validate_constraints()
    assert len(tjek) > 5
    assert len([f for f in forespoergsler if "SAVEPOINT" not in f["sql"]]) == 1


@pytest.mark.django_db
def test_to_regler_der_brydes_siges_begge():
    henvendelse = Henvendelse(modtaget=date(2025, 3, 2), afsluttet=date(2025, 3, 1))
    assert fejlene(henvendelse.validate_constraints, set()) == {
        "__all__": [
            "Afslutningen ligger før den dag, henvendelsen kom.",
            "Vælg en behandling, før henvendelsen afsluttes.",
        ]
    }


def test_hver_model_med_en_regel_kontrolleres_samlet():
    uden = {
        model.__name__
        for app in ("henvendelser", "beretning")
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, SamletKontrol)
        and any(isinstance(r, django_models.CheckConstraint) for r in model._meta.constraints)
    }
    assert uden == {"Bruger"}  # Django's own user, and rarely written
