"""The office's own markers: answered on the form, held by the database, found by the filter."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from henvendelser import models as m
from henvendelser.filtre import HenvendelseFilter, SagFilter
from henvendelser.models.registrering import ny_noegle
from henvendelser.regler import i_dag
from henvendelser.valg import Maerkeslags
from tests import fabrik
from tests.fabrik import udfyldt

pytestmark = pytest.mark.django_db
NY = "/henvendelser/ny/"


def nyt_maerke(navn: str, slags: Maerkeslags, *vaerdier: str, **felter) -> m.Maerke:
    maerke = m.Maerke.objects.create(noegle=ny_noegle(navn), navn=navn, slags=slags, **felter)
    for nr, vaerdi in enumerate(vaerdier or ("Ja", "Nej")):
        maerke.vaerdier.create(navn=vaerdi, raekkefoelge=nr)
    return maerke


@pytest.fixture
def hjemloes(db) -> m.Maerke:
    return nyt_maerke("Hjemløs", Maerkeslags.JANEJ)


@pytest.fixture
def handicap(db) -> m.Maerke:
    return nyt_maerke("Handicap", Maerkeslags.FLERE, "Barn", "Voksen", "Overgang")


def pk(maerke: m.Maerke, *navne: str) -> list[str]:
    return [str(maerke.vaerdier.get(navn=navn).pk) for navn in navne]


def svar_paa(henvendelse: m.Henvendelse) -> set[tuple[str, str]]:
    return {(s.maerke.navn, s.vaerdi.navn) for s in henvendelse.maerkesvar.all()}


def test_svar_gemmes_vises_og_rettes(klient, kontor, hjemloes, handicap):
    maerker = {
        "maerke_hjemloes": pk(hjemloes, "Ja")[0],
        "maerke_handicap": pk(handicap, "Barn", "Overgang"),
    }
    url = klient.post(NY, udfyldt(kontor) | maerker)["Location"]
    henvendelse = m.Henvendelse.objects.get()
    alle = {("Hjemløs", "Ja"), ("Handicap", "Barn"), ("Handicap", "Overgang")}
    assert svar_paa(henvendelse) == alle
    fakta = {(et.navn, et.vaerdi) for et in klient.get(url).context["fakta"]}
    assert {("Hjemløs", "Ja"), ("Handicap", "Barn, Overgang")} <= fakta
    skema = klient.get(url + "ret/").context["skema"]
    assert [str(v) for v in skema.henvendelse["maerke_handicap"].value()] == maerker[
        "maerke_handicap"
    ]
    # Typed and sent back by the button that adds a row: nothing is lost.
    igen = klient.post(url + "ret/", udfyldt(kontor) | maerker | {"tilfoej": "foelgesag"})
    assert igen.content.decode().count(" checked") == 2
    data = udfyldt(
        kontor,
        version=skema.henvendelse["version"].value(),
        hovedsag__pk=str(henvendelse.hovedsag.pk),
    )
    ret = klient.post(
        url + "ret/", data | {"maerke_hjemloes": "", "maerke_handicap": pk(handicap, "Voksen")}
    )
    assert ret.status_code == 302
    assert svar_paa(henvendelse) == {("Handicap", "Voksen")}


def test_et_maerke_der_er_slukket_eller_udloebet_spoerges_der_ikke_om_og_svaret_bliver(
    klient, kontor, hjemloes
):
    henvendelse = fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        maerker={hjemloes: [hjemloes.vaerdier.get(navn="Ja")]},
    )
    url = f"{henvendelse.get_absolute_url()}ret/"
    for aendring in ({"aktiv": False}, {"aktiv": True, "gyldig_til": i_dag() - timedelta(1)}):
        m.Maerke.objects.update(**aendring)
        skema = klient.get(url).context["skema"]
        assert "maerke_hjemloes" not in skema.henvendelse.fields
        data = udfyldt(
            kontor,
            version=skema.henvendelse["version"].value(),
            hovedsag__pk=str(henvendelse.hovedsag.pk),
        )
        assert klient.post(url, data).status_code == 302
        assert svar_paa(henvendelse) == {("Hjemløs", "Ja")}
    m.Maerke.objects.update(gyldig_til=i_dag())  # the last day is included
    assert "maerke_hjemloes" in klient.get(url).context["skema"].henvendelse.fields


@pytest.mark.parametrize("vaerdi", ["0", "x", "999999"])
def test_en_vaerdi_der_ikke_er_maerkets_afvises(klient, kontor, hjemloes, handicap, vaerdi):
    fremmed = pk(handicap, "Barn")[0] if vaerdi == "0" else vaerdi
    svar = klient.post(NY, udfyldt(kontor) | {"maerke_hjemloes": fremmed})
    assert set(svar.context["skema"].henvendelse.errors) == {"maerke_hjemloes"}
    assert not m.Henvendelse.objects.exists()


def test_handlingen_afviser_fremmede_vaerdier_og_flere_af_en(kontor, hjemloes, handicap):
    for maerke, vaerdier in (
        (hjemloes, handicap.vaerdier.all()[:1]),
        (hjemloes, hjemloes.vaerdier.all()),
    ):
        with pytest.raises(ValidationError) as fejl:
            fabrik.henvendelse(maerker={maerke: list(vaerdier)})
        assert set(fejl.value.message_dict) == {"maerke_hjemloes"}
    assert not m.Henvendelse.objects.exists()


def _brydes(*raekker: dict) -> None:
    """The database itself refuses the rows, now or at commit."""
    with pytest.raises(IntegrityError), transaction.atomic():
        for raekke in raekker:
            m.Maerkesvar.objects.create(**raekke)
        connection.check_constraints()


def test_databasen_holder_vaerdier_til_deres_maerke_og_et_svar_paa_et_maerke(
    kontor, hjemloes, handicap
):
    henvendelse = fabrik.henvendelse()
    ja, nej = hjemloes.vaerdier.all()
    barn, voksen, _ = handicap.vaerdier.all()
    en = {"henvendelse": henvendelse, "maerke": hjemloes, "flere": False}
    _brydes(en | {"vaerdi": barn})
    _brydes(en | {"vaerdi": ja}, en | {"vaerdi": nej})
    _brydes(en | {"vaerdi": ja, "flere": True})  # not what the marker says of itself
    flere = {"henvendelse": henvendelse, "maerke": handicap, "flere": True}
    _brydes(flere | {"vaerdi": barn}, flere | {"vaerdi": barn})
    m.Maerkesvar.objects.create(**flere, vaerdi=barn)
    m.Maerkesvar.objects.create(**flere, vaerdi=voksen)
    assert svar_paa(henvendelse) == {("Handicap", "Barn"), ("Handicap", "Voksen")}
    with pytest.raises(ProtectedError):
        barn.delete()
    with pytest.raises(ProtectedError):
        handicap.delete()


def test_filteret_finder_svar_og_manglende_svar(kontor, hjemloes, handicap):
    ja = hjemloes.vaerdier.get(navn="Ja")
    barn, voksen, _ = handicap.vaerdier.all()
    foerste = fabrik.henvendelse(maerker={hjemloes: [ja], handicap: [barn, voksen]})
    anden = fabrik.henvendelse(maerker={handicap: [voksen]}, foelgesager=((None, None),))
    tredje = fabrik.henvendelse()

    def fundne(filterklasse, **parametre):
        filter_ = filterklasse(parametre)
        assert filter_.is_valid(), filter_.errors
        return list(filter_.qs.order_by("pk"))

    assert fundne(HenvendelseFilter, maerke_hjemloes=str(ja.pk)) == [foerste]
    assert fundne(HenvendelseFilter, maerke_hjemloes="uoplyst") == [anden, tredje]
    assert fundne(HenvendelseFilter, maerke_handicap=f"{barn.pk},{voksen.pk}") == [foerste, anden]
    assert fundne(HenvendelseFilter, maerke_handicap=f"{barn.pk},uoplyst") == [foerste, tredje]
    assert len(fundne(SagFilter, maerke_handicap=str(voksen.pk))) == 3
    assert not HenvendelseFilter({"maerke_hjemloes": str(barn.pk)}).is_valid()
    # An address that names a marker that is not there is like any other unknown parameter.
    assert fundne(HenvendelseFilter, maerke_ukendt="1") == [foerste, anden, tredje]


def test_et_slukket_maerke_tilbydes_ikke_som_filter_men_en_gammel_adresse_virker(kontor, hjemloes):
    ja = hjemloes.vaerdier.get(navn="Ja")
    henvendelse = fabrik.henvendelse(maerker={hjemloes: [ja]})
    m.Maerke.objects.update(aktiv=False)
    assert "maerke_hjemloes" not in HenvendelseFilter({}).form.fields
    assert list(HenvendelseFilter({"maerke_hjemloes": str(ja.pk)}).qs) == [henvendelse]


def test_en_noegle_er_ascii_og_gives_kun_ud_en_gang(hjemloes):
    assert hjemloes.noegle == "hjemloes"
    assert ny_noegle("Hjemløs") == "hjemloes_2"
    assert ny_noegle("Æ, ø & å!") == "ae_oe_aa"
    assert ny_noegle("?") == "maerke"


@pytest.mark.parametrize("antal", [1, 12])
def test_siderne_spoerger_lige_meget_uanset_maerker(
    antal, klient, kontor, django_assert_num_queries
):
    valg = {}
    for nr in range(antal):
        maerke = nyt_maerke(f"Mærke {nr}", Maerkeslags.FLERE, "A", "B", "C")
        valg[maerke] = list(maerke.vaerdier.all())
    url = fabrik.henvendelse(maerker=valg).get_absolute_url()
    for adresse, ventet in ((url, SAGEN), (f"{url}ret/", RETTES), ("/henvendelser/", LISTEN)):
        with django_assert_num_queries(ventet):
            klient.get(adresse)


SAGEN, RETTES, LISTEN = 19, 21, 21
