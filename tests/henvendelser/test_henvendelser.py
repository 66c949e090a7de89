"""Register, read, correct, close and open again, as the browser sends it."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from henvendelser import models as m
from henvendelser.forms.sag import FOR_MANGE, HOEJST
from henvendelser.regler import i_dag
from henvendelser.valg import Sagstype
from henvendelser.views import engang
from tests import fabrik
from tests.fabrik import DAGEN, udfyldt

pytestmark = pytest.mark.django_db
NY = "/henvendelser/ny/"


def fejl(svar) -> dict[str, list[str]]:
    """The faults of the page by field, each as it stands there."""
    skema = svar.context["skema"]
    fundne = dict(skema.henvendelse.errors) | {
        f"hovedsag-{navn}": f for navn, f in skema.hovedsag.errors.items()
    }
    for form in skema.foelgesager:
        fundne |= {form.add_prefix(navn): f for navn, f in form.errors.items()}
    if skema.foelgesager.non_form_errors():
        fundne["foelgesager"] = skema.foelgesager.non_form_errors()
    tekst = svar.content.decode()
    assert "Intet er gemt endnu" in tekst
    return fundne


def vaerdi(svar, navn: str) -> str:
    """What stands in the page's field `navn`."""
    tekst = svar.content.decode()
    if felt := re.search(rf'<select name="{navn}".*?</select>', tekst, re.DOTALL):
        valgt = re.search(r'value="([^"]*)" selected', felt[0])
        return valgt[1] if valgt else ""
    felt = re.search(rf'<input[^>]* name="{navn}"[^>]*>', tekst)
    return (re.search(r'value="([^"]*)"', felt[0]) or ["", ""])[1]


# ---- Register ----


def test_en_ny_side_har_dags_dato_og_den_sidste_kontaktform(klient, kontor, raadgiver):
    fabrik.henvendelse(kontaktform=kontor.telefon, af=raadgiver)
    fabrik.henvendelse(kontaktform=kontor.mail, af=raadgiver)
    fabrik.henvendelse(kontaktform=kontor.telefon)  # somebody else's does not count
    svar = klient.get(NY)
    assert vaerdi(svar, "modtaget") == f"{i_dag():%d.%m.%Y}"
    assert vaerdi(svar, "kontaktform") == str(kontor.mail.pk)


def test_det_mindste_der_kan_gemmes_er_anonymt_og_aabent(klient, kontor, raadgiver):
    svar = klient.post(NY, udfyldt(kontor))
    henvendelse = m.Henvendelse.objects.get()
    assert svar["Location"] == f"/henvendelser/{henvendelse.nummer}/"
    assert (henvendelse.borger, henvendelse.afsluttet, henvendelse.oprettet_af) == (
        None,
        None,
        raadgiver,
    )
    assert henvendelse.modtaget == DAGEN
    assert (henvendelse.hovedsag.afdeling, henvendelse.hovedsag.emne) == (
        kontor.boern,
        kontor.svartid,
    )


def test_det_meste_der_kan_gemmes(klient, kontor):
    m.Registreringsfelt.objects.create(felt="type")
    klient.post(
        NY,
        udfyldt(
            kontor,
            {"afdeling": kontor.skole.pk, "emne": kontor.andet.pk},
            {},  # a row that was added and never filled in
            {"afdeling": kontor.boern.pk, "emne": kontor.sprog.pk, "DELETE": "on"},
            kontaktform=kontor.mail.pk,
            navn="Alma Ærøe",
            telefon="12345678",
            email="alma@example.dk",
            beskrivelse="Linje 1\r\nLinje 2",
            kategori=kontor.klage.pk,
            type="afgraenset",
            behandling=kontor.dialog.pk,
            afsluttet="04.03.2025",
        ),
    )
    henvendelse = m.Henvendelse.objects.get(type="afgraenset")
    assert {(s.sagstype, s.afdeling, s.emne) for s in henvendelse.sager.all()} == {
        (Sagstype.HOVEDSAG, kontor.boern, kontor.svartid),
        (Sagstype.FOELGESAG, kontor.skole, kontor.andet),
    }
    assert str(henvendelse.borger) == "Alma Ærøe"
    assert henvendelse.afsluttet == DAGEN + timedelta(1)
    assert (henvendelse.kategori, henvendelse.behandling) == (kontor.klage, kontor.dialog)


def test_det_kontoret_ikke_registrerer_vises_ikke(klient, kontor):
    m.Kategori.objects.all().delete()
    felter = klient.get(NY).context["skema"].henvendelse.fields
    assert not {"kategori", "type", "version"} & set(felter)


def test_uden_afdelinger_eller_emner_siger_siden_hvad_der_mangler(klient):
    assert "Der mangler afdelinger eller emner" in klient.get(NY).content.decode()


def test_kun_det_der_findes_i_dag_kan_vaelges(klient, kontor):
    i_gaar = i_dag() - timedelta(1)
    m.Afdeling.objects.create(navn="Nedlagt", gyldig_til=i_gaar)
    m.Afdeling.objects.create(navn="Sidste dag", gyldig_til=i_dag())
    m.Emne.objects.create(navn="Udgået", overordnet=kontor.skik, aktiv=False)
    m.Emne.objects.create(
        navn="Under udgået", overordnet=m.Emne.objects.create(navn="U", aktiv=False)
    )
    skema = klient.get(NY).context["skema"]
    assert skema.hovedsag.fields["afdeling"].choices == [
        ("", "Vælg"),
        (str(m.Afdeling.objects.get(navn="Sidste dag").pk), "Sidste dag"),
        (str(kontor.boern.pk), "Børn & Familie"),
        ("Skole", [(str(kontor.skole.pk), "Skole"), (str(kontor.enhed.pk), "Skolefritid")]),
    ]
    assert skema.hovedsag.fields["emne"].choices == [
        ("", "Vælg"),
        (
            "Forvaltningsskik",
            [(str(kontor.svartid.pk), "Svartid"), (str(kontor.sprog.pk), "Sprogbrug")],
        ),
        (str(kontor.andet.pk), "Andet"),
    ]


@pytest.mark.parametrize(
    ("aendret", "felter"),
    [
        ({"modtaget": ""}, {"modtaget"}),
        ({"modtaget": "31/02/2025"}, {"modtaget"}),
        ({"modtaget": "01.01.2999"}, {"modtaget"}),
        ({"modtaget": "01.01.0001"}, {"modtaget"}),
        ({"hovedsag__emne": ""}, {"hovedsag-emne"}),
        ({"hovedsag__afdeling": ""}, {"hovedsag-afdeling"}),
        ({"hovedsag__emne": "999999"}, {"hovedsag-emne"}),
        ({"hovedsag__emne": "9" * 40}, {"hovedsag-emne"}),
        ({"hovedsag__pk": "x"}, {"hovedsag-pk"}),
        ({"navn": "a\x00b"}, {"navn"}),
        ({"beskrivelse": "a\x00b"}, {"beskrivelse"}),
        ({"navn": "x" * 100_000}, {"navn"}),
        ({"email": "ikke en adresse"}, {"email"}),
        ({"kontaktform": "x"}, {"kontaktform"}),
        ({"behandling": "-1"}, {"behandling"}),
        ({"afsluttet": "04.03.2025"}, {"behandling"}),
        ({"afsluttet": "01.01.2999"}, {"afsluttet"}),
        ({"foelgesager__TOTAL_FORMS": "x"}, {"foelgesager"}),
        ({"foelgesager__TOTAL_FORMS": "-1"}, {"foelgesager"}),
        ({"foelgesager__TOTAL_FORMS": str(10**9)}, {"foelgesager"}),
        ({"foelgesager__TOTAL_FORMS": ""}, {"foelgesager"}),
    ],
)
def test_fejl_siges_ved_feltet_og_intet_er_gemt(klient, kontor, aendret, felter):
    svar = klient.post(NY, udfyldt(kontor, **aendret))
    assert svar.status_code == 200
    assert set(fejl(svar)) == felter
    assert not m.Henvendelse.objects.exists()
    assert not m.Borger.objects.exists()
    assert vaerdi(svar, "hovedsag-afdeling") in {str(kontor.boern.pk), ""}


def test_en_helt_tom_formular(klient, kontor):
    svar = klient.post(NY, {})
    assert fejl(svar) == {
        "modtaget": ["Skriv en dato."],
        "hovedsag-afdeling": ["Vælg en afdeling."],
        "hovedsag-emne": ["Vælg et emne."],
        "foelgesager": ["Siden blev ikke sendt hel. Kontrollér følgesagerne, og tryk på Gem igen."],
    }


def test_en_dato_der_ikke_findes_faar_et_dansk_svar(klient, kontor):
    svar = klient.post(NY, udfyldt(kontor, modtaget="31/02/2025"))
    assert fejl(svar)["modtaget"] == ["Skriv en dato, der findes, som dag.måned.år, fx 3.4.2025."]


def test_fejloversigten_siger_hvilken_sag_en_fejl_hoerer_til(klient, kontor):
    sendt = udfyldt(kontor, {"emne": kontor.andet.pk}, **{"hovedsag-afdeling": ""})
    for sti in (NY, f"{fabrik.henvendelse().get_absolute_url()}ret/"):
        side = klient.post(sti, sendt).content.decode()
        assert re.findall(r'<a href="#id_(.+?)">(.+?)</a>', side) == [
            ("hovedsag-afdeling", "Hovedsag, Afdeling: Vælg en afdeling."),
            ("foelgesager-0-afdeling", "Følgesag 1, Afdeling: Vælg en afdeling."),
        ]


def test_en_foelgesag_uden_emne_siges_ved_sit_felt(klient, kontor):
    foelgesager = [
        {"afdeling": kontor.skole.pk, "emne": kontor.andet.pk},
        {},
        {"afdeling": kontor.skole.pk},
    ]
    svar = klient.post(NY, udfyldt(kontor, *foelgesager, navn="Alma"))
    assert fejl(svar) == {"foelgesager-2-emne": ["Vælg et emne."]}
    assert 'href="#id_foelgesager-2-emne">Følgesag 3, Emne: Vælg et emne.' in svar.content.decode()
    assert vaerdi(svar, "foelgesager-0-emne") == str(kontor.andet.pk)
    assert vaerdi(svar, "navn") == "Alma"
    assert not m.Henvendelse.objects.exists()


def test_en_afdeling_der_ikke_fandtes_den_dag_siges_ved_sagen(klient, kontor):
    ny = m.Afdeling.objects.create(navn="Ny", gyldig_fra=DAGEN + timedelta(1))
    foelgesager = [{}, {"afdeling": ny.pk, "emne": kontor.andet.pk}]
    svar = klient.post(NY, udfyldt(kontor, *foelgesager, navn="Alma"))
    assert fejl(svar) == {"foelgesager-1-afdeling": ["»Ny« findes først fra 4. marts 2025."]}
    assert not m.Borger.objects.exists()


def test_afsluttet_foer_modtaget(klient, kontor):
    svar = klient.post(NY, udfyldt(kontor, afsluttet="02.03.2025", behandling=kontor.raad.pk))
    assert fejl(svar) == {"afsluttet": ["Afslutningen ligger før den dag, henvendelsen kom."]}


def test_halvtreds_foelgesager_gaar_an_en_mere_goer_ikke(klient, kontor):
    sag = {"afdeling": kontor.skole.pk, "emne": kontor.andet.pk}
    svar = klient.post(NY, udfyldt(kontor, *[sag] * (HOEJST + 1)))
    assert fejl(svar) == {"foelgesager": [FOR_MANGE]}
    klient.post(NY, udfyldt(kontor, *[sag] * HOEJST, {**sag, "DELETE": "on"}))
    assert m.Sag.objects.count() == 1 + HOEJST


# ---- Without script ----


def test_tilfoej_beholder_det_skrevne_ogsaa_det_forkerte(klient, kontor):
    data = udfyldt(kontor, {"emne": kontor.andet.pk}, modtaget="31/02", navn="Alma", tilfoej="1")
    svar = klient.post(NY, data)
    assert len(svar.context["skema"].foelgesager.forms) == 2
    assert (vaerdi(svar, "modtaget"), vaerdi(svar, "navn")) == ("31/02", "Alma")
    assert vaerdi(svar, "foelgesager-0-emne") == str(kontor.andet.pk)
    assert vaerdi(svar, "foelgesager-TOTAL_FORMS") == "2"
    assert "form-error-message" not in svar.content.decode()
    (felt,) = re.findall(r"<select[^>]*autofocus[^>]*>", svar.content.decode())
    assert 'name="foelgesager-1-afdeling"' in felt
    assert not m.Henvendelse.objects.exists()


def test_fjern_tager_den_rigtige(klient, kontor):
    sager = [{"emne": kontor.andet.pk}, {"emne": kontor.sprog.pk}, {"emne": kontor.svartid.pk}]
    svar = klient.post(NY, udfyldt(kontor, *sager, fjern="1"))
    assert len(svar.context["skema"].foelgesager.forms) == 2
    assert vaerdi(svar, "foelgesager-0-emne") == str(kontor.andet.pk)
    assert vaerdi(svar, "foelgesager-1-emne") == str(kontor.svartid.pk)


@pytest.mark.parametrize("total", ["x", "-1", str(10**9), ""])
def test_knapperne_taaler_et_forfalsket_antal(klient, kontor, total):
    for knap in ("tilfoej", "fjern", "goer_til_hovedsag"):
        data = udfyldt(kontor, foelgesager__TOTAL_FORMS=total, **{knap: "99"})
        svar = klient.post(NY, data)
        assert svar.status_code == 200
        assert len(svar.context["skema"].foelgesager.forms) <= HOEJST


def test_der_kan_ikke_tilfoejes_over_graensen(klient, kontor):
    svar = klient.post(NY, udfyldt(kontor, *[{}] * HOEJST, tilfoej="1"))
    assert FOR_MANGE in svar.content.decode()
    assert len(svar.context["skema"].foelgesager.forms) == HOEJST


# ---- Sent twice ----


def test_samme_formular_to_gange_giver_en_henvendelse(klient, kontor):
    data = udfyldt(kontor, engang="maerke")
    foerste, anden = (klient.post(NY, data)["Location"] for _ in range(2))
    assert foerste == anden == "/henvendelser/2025-0001/"
    assert m.Henvendelse.objects.count() == 1


def test_to_formularer_med_samme_indhold_er_to_henvendelser(klient, kontor):
    maerker = {klient.get(NY).context["engang"] for _ in range(2)}
    for maerke in maerker:
        klient.post(NY, udfyldt(kontor, engang=maerke))
    assert m.Henvendelse.objects.count() == 2


def test_maerket_bruges_ikke_op_af_en_fejl(klient, kontor):
    svar = klient.post(NY, udfyldt(kontor, engang="maerke", modtaget=""))
    assert vaerdi(svar, "engang") == "maerke"
    assert klient.post(NY, udfyldt(kontor, engang="maerke")).status_code == 302


def test_en_gemt_formular_med_nyt_indhold_gemmes_ikke_i_stilhed(klient, kontor):
    klient.post(NY, udfyldt(kontor, engang="maerke"))
    svar = klient.post(NY, udfyldt(kontor, engang="maerke", navn="En anden"))
    assert "Formularen er allerede gemt som en henvendelse" in svar.content.decode()
    assert vaerdi(svar, "navn") == "En anden"
    assert vaerdi(svar, "engang") != "maerke"
    assert m.Henvendelse.objects.count() == 1


@pytest.mark.langsom
def test_kun_de_seneste_maerker_huskes(klient, kontor):
    for nr in range(engang.HUSK + 2):
        klient.post(NY, udfyldt(kontor, engang=f"m{nr}"))
    assert next(iter(klient.session[engang.NOEGLE])) == "m2"
    assert len(klient.session[engang.NOEGLE]) == engang.HUSK


@pytest.mark.django_db(transaction=True)
def test_samme_formular_to_gange_paa_en_gang_giver_en_henvendelse(klient, kontor):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; here it lies in memory, where that differs.")
    parat, svar = threading.Barrier(6), []

    def send():
        try:
            mit = Client()
            mit.cookies = klient.cookies
            parat.wait()
            svar.append(mit.post(NY, udfyldt(kontor, engang="maerke"))["Location"])
        finally:
            connection.close()

    traade = [threading.Thread(target=send) for _ in range(6)]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join()
    assert svar == ["/henvendelser/2025-0001/"] * 6
    assert m.Henvendelse.objects.count() == 1


# ---- Read ----


@pytest.mark.parametrize("foelgesager", [0, 1, 50])
def test_sagens_side_spoerger_lige_meget_uanset_foelgesager(
    klient, kontor, foelgesager, raadgiver, django_assert_num_queries
):
    fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        foelgesager=((kontor.skole, kontor.andet),) * foelgesager,
        borger=m.Borger(navn="Alma <b>"),
        beskrivelse="Første\n\nAnden & sidste",
        af=raadgiver,
    )
    # Four are the log's own, four the parts, one the timeline's and one the draft's.
    with django_assert_num_queries(19):
        svar = klient.get("/henvendelser/2025-0001/").content.decode()
    linjer = svar[svar.index("<tbody>") : svar.index("</tbody>")]
    assert linjer.count("<tr>") == 1 + foelgesager
    assert linjer.index("Hovedsag") < linjer.find("Følgesag") or not foelgesager
    assert "Alma &lt;b&gt;" in svar
    assert "<p>Anden &amp; sidste</p>" in svar


@pytest.mark.parametrize("foelgesager", [0, 1, 50])
def test_rettesiden_spoerger_lige_meget_uanset_foelgesager(
    klient, kontor, foelgesager, django_assert_num_queries
):
    fabrik.henvendelse(foelgesager=((kontor.skole, kontor.andet),) * foelgesager)
    with django_assert_num_queries(20):  # four are the log's, one the drafts'
        klient.get("/henvendelser/2025-0001/ret/")


# ---- Correct ----


@pytest.fixture
def gemt(kontor) -> m.Henvendelse:
    return fabrik.henvendelse(
        afdeling=kontor.boern,
        emne=kontor.svartid,
        foelgesager=((kontor.skole, kontor.andet), (None, None)),
        borger=m.Borger(navn="Alma"),
        kontaktform=kontor.mail,
        beskrivelse="Før",
    )


def som_vist(klient, henvendelse) -> dict[str, str]:
    """What the browser would send if nothing were changed on the page."""
    skema = klient.get(f"/henvendelser/{henvendelse.nummer}/ret/").context["skema"]
    data = {}
    for form in (skema.henvendelse, skema.hovedsag, *skema.foelgesager):
        for felt in form:
            vist = felt.field.widget.format_value(felt.value())
            data[felt.html_name] = (vist[0] if isinstance(vist, list) else vist) or ""
    data = {navn: str(v) for navn, v in data.items() if not navn.endswith("-DELETE")}
    antal = str(len(skema.foelgesager.forms))
    return data | {"foelgesager-TOTAL_FORMS": antal, "foelgesager-INITIAL_FORMS": "0"}


def indhold(henvendelse) -> set:
    return set(
        m.Sag.objects.filter(henvendelse=henvendelse).values_list(
            "pk", "sagstype", "afdeling", "emne"
        )
    )


def test_gem_uden_at_aendre_aendrer_intet(klient, gemt):
    foer = (indhold(gemt), m.Henvendelse.objects.values().get(), m.Borger.objects.values().get())
    svar = klient.post(f"/henvendelser/{gemt.nummer}/ret/", som_vist(klient, gemt))
    assert svar.status_code == 302, fejl(svar)
    assert (
        indhold(gemt),
        m.Henvendelse.objects.values().get(),
        m.Borger.objects.values().get(),
    ) == foer


def test_det_uoplyste_kan_blive_ved_at_vaere_det_men_ikke_blive_det(klient, gemt):
    data = som_vist(klient, gemt)
    assert data["foelgesager-1-emne"] == ""
    svar = klient.post(f"/henvendelser/{gemt.nummer}/ret/", data | {"foelgesager-0-emne": ""})
    assert fejl(svar) == {"foelgesager-0-emne": ["Vælg et emne."]}


def test_det_valgte_kan_beholdes_selv_om_det_er_udgaaet(klient, kontor, gemt):
    m.Afdeling.objects.filter(pk=kontor.boern.pk).update(gyldig_til=DAGEN)
    m.Emne.objects.filter(pk=kontor.skik.pk).update(aktiv=False)
    m.Kontaktform.objects.filter(pk=kontor.mail.pk).update(aktiv=False)
    svar = klient.post(f"/henvendelser/{gemt.nummer}/ret/", som_vist(klient, gemt))
    assert svar.status_code == 302, fejl(svar)


def test_ret_alt(klient, kontor, gemt):
    hovedsag, foerste, _ = gemt.sager.order_by("id")
    data = som_vist(klient, gemt) | {
        "navn": "",
        "beskrivelse": "Efter",
        "hovedsag-afdeling": str(kontor.enhed.pk),
        "foelgesager-1-DELETE": "on",
        "foelgesager-2-afdeling": str(kontor.boern.pk),
        "foelgesager-2-emne": str(kontor.sprog.pk),
        "foelgesager-TOTAL_FORMS": "3",
    }
    klient.post(f"/henvendelser/{gemt.nummer}/ret/", data)
    gemt.refresh_from_db()
    assert (gemt.beskrivelse, gemt.borger) == ("Efter", None)
    assert not m.Borger.objects.exists()
    ny = gemt.sager.latest("id").pk
    assert indhold(gemt) == {
        (hovedsag.pk, "hovedsag", kontor.enhed.pk, kontor.svartid.pk),
        (foerste.pk, "foelgesag", kontor.skole.pk, kontor.andet.pk),
        (ny, "foelgesag", kontor.boern.pk, kontor.sprog.pk),
    }


def test_en_foelgesag_goeres_til_hovedsag(klient, kontor, gemt):
    hovedsag, foerste, anden = gemt.sager.order_by("id")
    url = f"/henvendelser/{gemt.nummer}/ret/"
    svar = klient.post(url, som_vist(klient, gemt) | {"goer_til_hovedsag": "0"})
    assert vaerdi(svar, "hovedsag-pk") == str(foerste.pk)
    assert vaerdi(svar, "foelgesager-0-pk") == str(hovedsag.pk)
    data = som_vist(klient, gemt)
    for navn in ("afdeling", "emne", "pk"):
        data[f"hovedsag-{navn}"] = vaerdi(svar, f"hovedsag-{navn}")
        data[f"foelgesager-0-{navn}"] = vaerdi(svar, f"foelgesager-0-{navn}")
    klient.post(url, data)
    assert indhold(gemt) == {
        (hovedsag.pk, "foelgesag", kontor.boern.pk, kontor.svartid.pk),
        (foerste.pk, "hovedsag", kontor.skole.pk, kontor.andet.pk),
        (anden.pk, "foelgesag", None, None),
    }


@pytest.mark.parametrize("version", ["forfalsket", "", "x" * 65])
def test_en_forkert_version_gemmer_ikke(klient, gemt, version):
    data = som_vist(klient, gemt) | {"version": version, "beskrivelse": "Efter"}
    assert klient.post(f"/henvendelser/{gemt.nummer}/ret/", data).status_code == 200
    gemt.refresh_from_db()
    assert gemt.beskrivelse == "Før"


@pytest.mark.parametrize("hvad", ["henvendelsen", "borgeren", "en sag"])
def test_en_anden_har_rettet_imens(klient, kontor, gemt, hvad):
    url = f"/henvendelser/{gemt.nummer}/ret/"
    data = som_vist(klient, gemt) | {"beskrivelse": "Mit", "telefon": "12"}
    with fabrik.uden_om_loggen():
        if hvad == "henvendelsen":
            m.Henvendelse.objects.update(beskrivelse="Den andens")
        elif hvad == "borgeren":
            m.Borger.objects.update(email="den@andens.dk")
        else:
            gemt.sager.filter(afdeling=kontor.skole).update(afdeling=kontor.enhed)
    svar = klient.post(url, data)
    assert "En anden har rettet henvendelsen, mens du skrev" in svar.content.decode()
    assert vaerdi(svar, "beskrivelse") == "Mit"
    assert vaerdi(svar, "telefon") == "12"
    gemt.refresh_from_db()
    assert gemt.beskrivelse != "Mit"
    # Pressed once more, on purpose, it is saved.
    assert klient.post(url, data | {"version": vaerdi(svar, "version")}).status_code == 302
    gemt.refresh_from_db()
    assert gemt.beskrivelse == "Mit"


# ---- Close and open again ----


def test_afslut_foreslaar_i_dag_og_den_valgte_behandling(klient, kontor):
    fabrik.henvendelse(behandling=kontor.dialog)
    form = klient.get("/henvendelser/2025-0001/afslut/").context["form"]
    assert (form["afsluttet"].value(), form["behandling"].value()) == (i_dag(), kontor.dialog.pk)


@pytest.mark.parametrize(
    ("data", "felter"),
    [
        ({}, {"behandling", "afsluttet"}),
        ({"behandling": "0", "afsluttet": "03.03.2025"}, {"behandling"}),
        ({"behandling": "raad", "afsluttet": "02.03.2025"}, {"afsluttet"}),
        ({"behandling": "raad", "afsluttet": "01.01.2999"}, {"afsluttet"}),
        ({"behandling": "raad", "afsluttet": "31.02.2025"}, {"afsluttet"}),
    ],
)
def test_afslut_siger_sine_fejl(klient, kontor, data, felter):
    henvendelse = fabrik.henvendelse()
    data = {navn: kontor.raad.pk if v == "raad" else v for navn, v in data.items()}
    svar = klient.post("/henvendelser/2025-0001/afslut/", data)
    assert set(svar.context["form"].errors) == felter
    henvendelse.refresh_from_db()
    assert henvendelse.afsluttet is None


def test_afslut_og_genaabn(klient, kontor):
    henvendelse = fabrik.henvendelse()
    data = {"behandling": kontor.raad.pk, "afsluttet": "03.03.2025"}
    klient.post("/henvendelser/2025-0001/afslut/", data)
    henvendelse.refresh_from_db()
    assert (henvendelse.afsluttet, henvendelse.behandling) == (DAGEN, kontor.raad)
    # Already closed: said so, and what the first one wrote stays.
    svar = klient.post(
        "/henvendelser/2025-0001/afslut/", data | {"afsluttet": "04.03.2025"}, follow=True
    )
    assert "er allerede afsluttet" in svar.content.decode()
    henvendelse.refresh_from_db()
    assert henvendelse.afsluttet == DAGEN
    klient.get("/henvendelser/2025-0001/genaabn/")
    henvendelse.refresh_from_db()
    assert henvendelse.afsluttet == DAGEN
    klient.post("/henvendelser/2025-0001/genaabn/")
    henvendelse.refresh_from_db()
    assert henvendelse.afsluttet is None
