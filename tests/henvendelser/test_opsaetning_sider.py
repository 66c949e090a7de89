"""The office is set up in the browser, by somebody who learns nothing of its cases."""

from datetime import date

import pytest

from henvendelser import models as m
from henvendelser.lister import LISTER
from henvendelser.models.kodelister import Kodeliste
from henvendelser.valg import Handling, Maerkeslags
from tests import fabrik
from tests.conftest import logget_ind

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(administrator):
    return logget_ind(administrator)


def navne(model, **hvilke) -> list[str]:
    return list(model.objects.filter(**hvilke).values_list("navn", flat=True))


def beskeder(svar) -> list[str]:
    return [str(besked) for besked in svar.context["messages"]]


# ---- Lists ----


def test_hver_kodeliste_kan_saettes_op_i_browseren():
    lister = {liste.model for liste in LISTER.values()}
    assert set(Kodeliste.__subclasses__()) | {m.Afdeling, m.Emne, m.Maerke} == lister


def test_en_vaerdi_tilfoejes_sidst_omdoebes_og_faar_dage(admin, kontor):
    assert admin.post("/opsaetning/lister/kontaktformer/", {"navn": "Brev"}).status_code == 302
    assert navne(m.Kontaktform) == ["Telefon", "Mail", "Brev"]
    brev = m.Kontaktform.objects.get(navn="Brev")
    admin.post(
        f"/opsaetning/lister/kontaktformer/{brev.pk}/",
        {"navn": "Fysisk brev", "gyldig_fra": "1.1.2024", "gyldig_til": "31.12.2030"},
    )
    brev.refresh_from_db()
    assert (brev.navn, brev.gyldig_fra, brev.gyldig_til) == (
        "Fysisk brev",
        date(2024, 1, 1),
        date(2030, 12, 31),
    )
    side = admin.get("/opsaetning/lister/kontaktformer/").content.decode()
    assert "1.1.2024–31.12.2030" in side


@pytest.mark.parametrize(
    ("data", "felt", "besked"),
    [
        ({"navn": ""}, "navn", "Dette felt er påkrævet"),
        ({"navn": " teleFON "}, "navn", "Der er allerede en kontaktform, der hedder »Telefon«."),
        ({"navn": "Ny", "gyldig_fra": "31.2.2024"}, "gyldig_fra", "Skriv en dato, der findes"),
        (
            {"navn": "Ny", "gyldig_fra": "2.1.2024", "gyldig_til": "1.1.2024"},
            "__all__",
            "Den sidste dag ligger før den første.",
        ),
        ({"navn": "Ringede fra 010161-4113"}, "navn", "CPR"),
    ],
)
def test_en_vaerdi_der_ikke_kan_vaere_siges_ved_feltet(admin, kontor, data, felt, besked):
    svar = admin.post("/opsaetning/lister/kontaktformer/", data)
    form = svar.context["form"]
    assert list(form.errors) == [felt]
    assert besked in str(form.errors)
    assert navne(m.Kontaktform) == ["Telefon", "Mail"]
    assert form["navn"].value() == data["navn"]


def test_pile_bytter_med_naboen_og_standser_i_enderne(admin, kontor):
    m.Kontaktform.objects.create(navn="Brev", raekkefoelge=20)  # the same place as Mail

    def tryk(navn: str, hvad: str) -> str:
        pk = m.Kontaktform.objects.get(navn=navn).pk
        svar = admin.post(f"/opsaetning/lister/kontaktformer/{pk}/{hvad}/", follow=True)
        return beskeder(svar)[0]

    assert navne(m.Kontaktform) == ["Telefon", "Brev", "Mail"]
    assert tryk("Mail", "op") == "»Mail« er flyttet op."
    assert navne(m.Kontaktform) == ["Telefon", "Mail", "Brev"]
    assert tryk("Telefon", "ned") == "»Telefon« er flyttet ned."
    assert navne(m.Kontaktform) == ["Mail", "Telefon", "Brev"]
    assert tryk("Mail", "op") == "»Mail« står allerede øverst."
    assert tryk("Brev", "ned") == "»Brev« står allerede nederst."
    assert navne(m.Kontaktform) == ["Mail", "Telefon", "Brev"]


def test_et_emne_flyttes_blandt_sine_egne_og_ind_under_et_andet_tema(admin, kontor):
    admin.post(f"/opsaetning/lister/emner/{kontor.sprog.pk}/op/")
    assert navne(m.Emne, overordnet=kontor.skik) == ["Sprogbrug", "Svartid"]
    assert navne(m.Emne, overordnet=None) == ["Forvaltningsskik", "Andet"]
    url = f"/opsaetning/lister/emner/{kontor.sprog.pk}/"
    assert admin.post(url, {"navn": "Sprog", "overordnet": kontor.andet.pk}).status_code == 302
    assert navne(m.Emne, overordnet=kontor.andet) == ["Sprog"]


def test_et_trae_bliver_ved_at_vaere_et_trae(admin, kontor):
    skole, enhed = kontor.skole, kontor.enhed
    under_sig_selv = {"navn": "Skole", "overordnet": enhed.pk}
    svar = admin.post(f"/opsaetning/lister/afdelinger/{skole.pk}/", under_sig_selv)
    assert "overordnet" in svar.context["form"].errors
    tema_under_emne = {"navn": "Forvaltningsskik", "overordnet": kontor.andet.pk}
    svar = admin.post(f"/opsaetning/lister/emner/{kontor.skik.pk}/", tema_under_emne)
    assert "lige under et tema" in str(svar.context["form"].errors)
    assert set(m.Afdeling.objects.filter(overordnet=None)) == {kontor.boern, skole}
    assert m.Emne.objects.get(pk=kontor.skik.pk).overordnet is None


def test_en_afdeling_faar_en_sidste_dag_og_en_afloeser(admin, kontor):
    admin.post(
        f"/opsaetning/lister/afdelinger/{kontor.enhed.pk}/",
        {
            "navn": "Skolefritid",
            "overordnet": kontor.skole.pk,
            "gyldig_til": "31.12.2024",
            "efterfoelger": kontor.boern.pk,
        },
    )
    kontor.enhed.refresh_from_db()
    assert (kontor.enhed.gyldig_til, kontor.enhed.efterfoelger) == (
        date(2024, 12, 31),
        kontor.boern,
    )


def test_en_vaerdi_slaas_fra_og_til_og_tilbydes_derefter(admin, klient, kontor):
    url = f"/opsaetning/lister/kontaktformer/{kontor.mail.pk}"

    def tilbudt() -> set[str]:
        felter = klient.get("/henvendelser/ny/").context["skema"].henvendelse.fields
        return {str(navn) for _, navn in felter["kontaktform"].choices}

    admin.post(f"{url}/fra/")
    assert tilbudt() == {"Ikke oplyst", "Telefon"}
    assert "Slået fra" in admin.get("/opsaetning/lister/kontaktformer/").content.decode()
    admin.post(f"{url}/til/")
    assert tilbudt() == {"Ikke oplyst", "Telefon", "Mail"}


def test_kun_det_der_ikke_er_i_brug_slettes_og_intet_siges_om_hvor_det_er(admin, kontor, leder):
    fabrik.henvendelse(
        afdeling=kontor.skole,
        emne=kontor.svartid,
        kontaktform=kontor.telefon,
        behandling=kontor.raad,
    )
    fabrik.afgoerelse(kontor.ankestyrelsen, temaer=[kontor.begrundelse])
    i_brug = {
        "kontaktformer": kontor.telefon,
        "behandlinger": kontor.raad,
        "instanser": kontor.ankestyrelsen,
        "bemaerkningstemaer": kontor.begrundelse,
        "emner": kontor.skik,  # it has topics under it
        "afdelinger": kontor.boern,  # it has a lead, and a lead's rights do not go by the way
    }
    for liste, post in i_brug.items():
        svar = admin.post(f"/opsaetning/lister/{liste}/{post.pk}/slet/", follow=True)
        (besked,) = beskeder(svar)
        assert besked.startswith(f"»{post}« er i brug og kan ikke slettes. "), liste
        assert type(post).objects.filter(pk=post.pk).exists()
        assert not any(tegn.isdigit() for tegn in besked)
    svar = admin.post(f"/opsaetning/lister/kontaktformer/{kontor.mail.pk}/slet/", follow=True)
    assert beskeder(svar) == ["»Mail« er slettet."]
    assert navne(m.Kontaktform) == ["Telefon"]


@pytest.mark.parametrize(
    "url",
    [
        "/opsaetning/lister/brugere/",
        "/opsaetning/lister/kontaktformer/999/",
        "/opsaetning/felter/farve/",
        "/opsaetning/maerker/999/",
    ],
)
def test_det_der_ikke_findes_er_404(admin, kontor, url):
    assert admin.get(url).status_code == 404


def test_en_ukendt_knap_er_404_og_en_afdeling_kan_ikke_slaas_fra(admin, kontor):
    for liste, post, hvad in (
        ("kontaktformer", kontor.telefon, "sluk"),
        ("afdelinger", kontor.boern, "fra"),
    ):
        assert admin.post(f"/opsaetning/lister/{liste}/{post.pk}/{hvad}/").status_code == 404


# ---- Markers ----


def test_et_maerke_med_ja_og_nej_er_klart_med_det_samme(admin, klient, kontor):
    admin.post(
        "/opsaetning/lister/maerker/",
        {"navn": "Hjemløshed", "slags": "janej", "hjaelpetekst": "Har borgeren et hjem?"},
    )
    maerke = m.Maerke.objects.get()
    assert (maerke.noegle, [v.navn for v in maerke.vaerdier.all()]) == (
        "hjemloeshed",
        ["Ja", "Nej"],
    )
    assert "Har borgeren et hjem?" in klient.get("/henvendelser/ny/").content.decode()
    # Its two answers are given.
    nej = maerke.vaerdier.get(navn="Nej")
    svar = admin.post(f"/opsaetning/maerker/{maerke.pk}/", {"navn": "Måske"})
    assert svar.status_code == 200
    admin.post(f"/opsaetning/maerker/{maerke.pk}/{nej.pk}/slet/")
    assert [v.navn for v in maerke.vaerdier.all()] == ["Ja", "Nej"]


def test_et_maerke_med_en_liste_faar_sine_vaerdier_og_kan_slettes_ubrugt(admin, kontor):
    svar = admin.post("/opsaetning/lister/maerker/", {"navn": "Handicap", "slags": "flere"})
    maerke = m.Maerke.objects.get()
    assert svar["Location"] == f"/opsaetning/maerker/{maerke.pk}/"
    for navn in ("Barn", "Voksen"):
        admin.post(svar["Location"], {"navn": navn})
    voksen = maerke.vaerdier.get(navn="Voksen")
    admin.post(f"/opsaetning/maerker/{maerke.pk}/{voksen.pk}/op/")
    assert [v.navn for v in maerke.vaerdier.all()] == ["Voksen", "Barn"]
    fabrik.henvendelse(maerker={maerke: [voksen]})
    for sti in (f"maerker/{maerke.pk}/{voksen.pk}", f"lister/maerker/{maerke.pk}"):
        svar = admin.post(f"/opsaetning/{sti}/slet/", follow=True)
        assert "er i brug" in beskeder(svar)[-1]
    m.Henvendelse.objects.get().delete()
    admin.post(f"/opsaetning/lister/maerker/{maerke.pk}/slet/")
    assert not m.Maerke.objects.exists() and not m.Maerkevaerdi.objects.exists()


def test_et_maerkes_slags_og_noegle_bliver_ved_et_nyt_navn(admin, kontor):
    admin.post("/opsaetning/lister/maerker/", {"navn": "Handicap", "slags": "flere"})
    maerke = m.Maerke.objects.get()
    nyt = {"navn": "Funktionsnedsættelse", "slags": "janej"}
    admin.post(f"/opsaetning/lister/maerker/{maerke.pk}/", nyt)
    maerke.refresh_from_db()
    assert (maerke.navn, maerke.noegle, maerke.slags) == (
        "Funktionsnedsættelse",
        "handicap",
        Maerkeslags.FLERE,
    )


# ---- Fields and the office ----


def test_et_felt_slaas_til_fra_listen_og_faar_egen_hjaelpetekst(admin, klient, kontor):
    admin.post("/opsaetning/felter/bosat/skift/")
    assert "bosat" in klient.get("/henvendelser/ny/").context["skema"].henvendelse.fields
    svar = admin.post(
        "/opsaetning/felter/bosat/",
        {"til": "on", "paakraevet": "on", "hjaelpetekst": "Spørg om adressen."},
    )
    assert svar.status_code == 302
    felt = klient.get("/henvendelser/ny/").context["skema"].henvendelse.fields["bosat"]
    assert (felt.required, felt.help_text) == (True, "Spørg om adressen.")
    admin.post("/opsaetning/felter/bosat/skift/")
    assert "bosat" not in klient.get("/henvendelser/ny/").context["skema"].henvendelse.fields
    # What it said is there when it is switched on again.
    admin.post("/opsaetning/felter/bosat/skift/")
    assert "Spørg om adressen." in klient.get("/henvendelser/ny/").content.decode()


def test_et_felt_der_ikke_registreres_kan_ikke_kraeves(admin, kontor):
    svar = admin.post("/opsaetning/felter/bosat/", {"paakraevet": "on"})
    assert list(svar.context["form"].errors) == ["paakraevet"]
    admin.post("/opsaetning/felter/behandling/skift/")  # cannot be switched off
    assert not m.Registreringsfelt.objects.exists()


def test_kontorets_enhed_staar_ved_skemaet_og_foelgesager_kan_vaere_slaaet_fra(
    admin, klient, kontor
):
    form = admin.get("/opsaetning/kontoret/").context["form"]
    data = {navn: felt for navn in form.fields if (felt := form[navn].value()) not in (None, False)}
    assert "id_foelgesager-TOTAL" not in str(data)
    side = klient.get("/henvendelser/ny/").content.decode()
    assert "Én henvendelse pr. borger." in side and "Tilføj følgesag" in side
    data |= {"enhed": "afdeling", "kommune": "Ny Kommune", "aaret_begynder": "4"}
    del data["foelgesager"]
    assert admin.post("/opsaetning/kontoret/", data).status_code == 302
    side = klient.get("/henvendelser/ny/").content.decode()
    assert "Én henvendelse pr. afdeling." in side and "Tilføj følgesag" not in side
    assert klient.post("/henvendelser/ny/", fabrik.udfyldt(kontor)).status_code == 302
    gemt = m.Kontor.objects.get()
    assert (gemt.kommune, gemt.foelgesager, gemt.aaret_begynder) == ("Ny Kommune", False, 4)


def test_foelgesager_der_er_registreret_vises_stadig_naar_de_er_slaaet_fra(klient, kontor):
    gammel = fabrik.henvendelse(foelgesager=((kontor.skole, kontor.andet),))
    m.Kontor.objects.update(foelgesager=False)
    assert "Tilføj følgesag" in klient.get(f"/henvendelser/{gammel.nummer}/ret/").content.decode()


def test_hver_aendring_staar_i_loggen_uden_sager(admin, administrator, kontor):
    fabrik.henvendelse(kontaktform=kontor.telefon)
    foer = m.Logpost.objects.count()
    pk = kontor.mail.pk
    admin.post(f"/opsaetning/lister/kontaktformer/{pk}/", {"navn": "E-mail"})
    admin.post(f"/opsaetning/lister/kontaktformer/{pk}/fra/")
    admin.post("/opsaetning/felter/bosat/skift/")
    admin.post(f"/opsaetning/lister/kontaktformer/{pk}/slet/")
    admin.post(f"/opsaetning/lister/kontaktformer/{kontor.telefon.pk}/slet/")  # refused
    poster = list(m.Logpost.objects.order_by("id")[foer:])
    assert [(post.handling, post.brugernavn) for post in poster] == [
        (Handling.AENDRING, "administrator"),
        (Handling.AENDRING, "administrator"),
        (Handling.AENDRING, "administrator"),
        (Handling.SLETNING, "administrator"),
    ]
    assert poster[1].aendringer == {f"kontaktformer.{pk}.aktiv": [True, False]}
    assert poster[2].aendringer == {
        "felt.bosat.til": [None, True],
        "felt.bosat.paakraevet": [None, False],
    }
    assert not m.Logreference.objects.filter(logpost__in=poster).exists()


@pytest.mark.parametrize("antal", [1, 30])
def test_listens_side_spoerger_lige_meget_uanset_antal(
    antal, admin, kontor, django_assert_num_queries
):
    for nr in range(antal):
        m.Emne.objects.create(navn=f"Emne {nr}", overordnet=kontor.andet)
    with django_assert_num_queries(EMNESIDEN):
        admin.get("/opsaetning/lister/emner/")


EMNESIDEN = 5
