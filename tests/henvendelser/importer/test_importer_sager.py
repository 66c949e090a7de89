"""Inquiries and issues from a file: what becomes of a row, and what is wrong with one."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from henvendelser.handlinger import registrer_henvendelse
from henvendelser.models import Afdeling, Emne, Henvendelse, Kontaktform, Logpost, Nummerserie, Sag
from henvendelser.regler import i_dag
from henvendelser.valg import Handling
from tests.fabrik import uden_om_loggen

KOLONNER = (
    "henvendelse_id;sagstype;afdeling;tema;emne;dato;"
    "kontaktform;afsluttet;behandling;kategori;beskrivelse"
)
RAEKKE = {
    "henvendelse_id": "1",
    "sagstype": "hovedsag",
    "afdeling": "PPR",
    "tema": "Forvaltningsloven",
    "emne": "Begrundelse",
    "dato": "1.4.2024",
}


def ark(*raekker: dict) -> str:
    """A file of these rows, each RAEKKE but for what is given; the first stands on line 2."""
    navne = KOLONNER.split(";")
    linjer = [";".join({**RAEKKE, **raekke}.get(navn, "") for navn in navne) for raekke in raekker]
    return "\n".join([KOLONNER, *linjer])


def steder(fejl):
    return [(linje, kolonne) for linje, kolonne, _ in fejl]


def test_raekker_med_samme_id_er_en_henvendelse_ogsaa_naar_de_ikke_staar_sammen(sager):
    resultat = sager(
        ark(
            {"sagstype": "Følgesag", "emne": "Vejledning"},
            {"henvendelse_id": "2", "dato": "2024-04-02"},
            {"sagstype": "HOVEDSAG"},
            {"sagstype": "foelgesag", "afdeling": "", "tema": "", "emne": ""},
        )
    )
    assert str(resultat) == "2 henvendelser med 4 sager indlæst, 0 var der i forvejen."
    foerste, anden = Henvendelse.objects.order_by("modtaget")
    assert (foerste.modtaget, anden.modtaget) == (date(2024, 4, 1), date(2024, 4, 2))
    assert str(foerste.hovedsag.emne) == "Begrundelse"
    assert [(str(s.afdeling), str(s.emne)) for s in foerste.foelgesager] == [
        ("PPR", "Vejledning"),
        ("None", "None"),
    ]
    assert (foerste.importkilde, foerste.importnoegle, foerste.oprettet_af) == ("", "1", None)


def test_alle_kolonner_kommer_med(sager):
    sager(
        ark(
            {
                "kontaktform": "telefon",
                "afsluttet": "2. april 2024",
                "behandling": "råd og vejledning",
                "kategori": "KLAGE",
                "beskrivelse": "Fik intet svar",
            }
        )
    )
    henvendelse = Henvendelse.objects.get()
    assert str(henvendelse.kontaktform) == "Telefon"
    assert henvendelse.afsluttet == date(2024, 4, 2)
    assert str(henvendelse.behandling) == "Råd og vejledning"
    assert str(henvendelse.kategori) == "Klage"
    assert henvendelse.beskrivelse == "Fik intet svar"


I_MORGEN = "i morgen"


@pytest.mark.parametrize(
    "skrevet",
    ["31.12.2023", "31-12-2023", "31/12/2023", "2023-12-31", "31. december 2023", "31. Dec. 2023"],
)
def test_datoer_skrives_paa_dansk_eller_iso(sager, skrevet):
    sager(ark({"dato": skrevet}))
    assert Henvendelse.objects.get().modtaget == date(2023, 12, 31)


def test_dagen_staar_foer_maaneden(sager):
    sager(ark({"dato": "1/4/2024"}))
    assert Henvendelse.objects.get().modtaget == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("skrevet", "besked"),
    [
        ("", "mangler"),
        ("i går", "er ikke en dato"),
        ("1.4.24", "er ikke en dato"),
        ("1.4-2024", "er ikke en dato"),
        ("30.2.2024", "findes ikke i kalenderen"),
        ("4/31/2024", "findes ikke i kalenderen"),
        ("1. mai 2024", "findes ikke i kalenderen"),
        ("٣.4.2024", "er ikke en dato"),
        ("31.12.1989", "før 1990"),
        (I_MORGEN, "fremtiden"),
    ],
)
def test_en_dato_der_ikke_holder_er_en_fejl(sager, fejl_ved, skrevet, besked):
    if skrevet is I_MORGEN:  # asked now: a long run goes on past midnight
        skrevet = (i_dag() + timedelta(days=1)).isoformat()
    [(linje, kolonne, tekst)] = fejl_ved(sager, ark({}, {"henvendelse_id": "2", "dato": skrevet}))
    assert (linje, kolonne, besked in tekst) == (3, "dato", True), tekst


def test_registrets_foerste_dag_og_i_dag_gaar_an(sager):
    sager(ark({"dato": "1.1.1990"}, {"henvendelse_id": "2", "dato": i_dag().isoformat()}))
    assert Henvendelse.objects.count() == 2


@pytest.mark.parametrize(
    ("skrevet", "sti"),
    [
        ("børn  & FAMILIE", "Børn & Familie"),
        ("b&f", "Børn & Familie"),
        ("familieafdelingen", "Børn & Familie"),
        ("Læring > Stab", "Læring > Stab"),
        ("Ældre, sundhed & social>Stab".replace(">", " > "), "Ældre, Sundhed & Social > Stab"),
    ],
)
def test_en_afdeling_findes_ved_hvert_af_sine_navne(sager, skrevet, sti):
    sager(ark({"afdeling": skrevet}))
    afdeling = Sag.objects.get().afdeling
    assert " > ".join(map(str, filter(None, [afdeling.overordnet, afdeling]))) == sti


@pytest.mark.parametrize(
    ("dag", "foerste_dag"), [("31.12.2023", None), ("1.1.2024", date(2024, 1, 1))]
)
def test_af_to_afdelinger_med_samme_navn_er_det_den_der_fandtes_den_dag(sager, dag, foerste_dag):
    sager(ark({"afdeling": "Teknik", "dato": dag}))
    assert Sag.objects.get().afdeling.gyldig_fra == foerste_dag


@pytest.mark.parametrize(
    ("raekke", "kolonne", "besked"),
    [
        ({"afdeling": "Børn & Famlie"}, "afdeling", "Mente du »Børn & Familie«?"),
        ({"afdeling": "Xyz"}, "afdeling", "De kendte er »Børn & Familie«, »PPR«, "),
        (
            {"afdeling": "Stab"},
            "afdeling",
            "»Læring > Stab« eller »Ældre, Sundhed & Social > Stab«",
        ),
        ({"afdeling": "Kultur"}, "afdeling", "nedlagt 31. december 2022"),
        ({"afdeling": "Kultur", "dato": "31.12.2019"}, "afdeling", "først fra 1. januar 2020"),
        ({"tema": "Forvaltningslov"}, "tema", "Mente du »Forvaltningsloven«"),
        ({"emne": "Begrundlese"}, "emne", "Mente du »Begrundelse«?"),
        ({"emne": ""}, "emne", "Emnet mangler"),
        ({"emne": "Notatpligt"}, "emne", "under temaet »Offentlighedsloven«, ikke"),
        ({"tema": "", "emne": "Vejledning"}, "emne", "»Forvaltningsloven« og »Forvaltningsskik«"),
        ({"sagstype": "sag"}, "sagstype", "Skriv hovedsag eller følgesag"),
        ({"sagstype": ""}, "sagstype", "Skriv hovedsag eller følgesag"),
        ({"kontaktform": "Mial"}, "kontaktform", "Mente du »Mail«?"),
        ({"kategori": "x"}, "kategori", "De kendte er »Klage«."),
        ({"henvendelse_id": ""}, "henvendelse_id", "tomt"),
        ({"henvendelse_id": "x" * 201}, "henvendelse_id", "Højst 200 tegn; her er 201"),
        ({"afsluttet": "1.4.2024"}, "afsluttet", "Vælg en behandling"),
        (
            {"afsluttet": "31.3.2024", "behandling": "Dialogsag"},
            "afsluttet",
            "før den dag, henvendelsen kom",
        ),
        (
            {"afsluttet": "1.1.2999", "behandling": "Dialogsag"},
            "afsluttet",
            "ude i fremtiden",
        ),
    ],
)
def test_en_fejl_naevner_linje_kolonne_og_det_rigtige(sager, fejl_ved, raekke, kolonne, besked):
    [(linje, i_kolonne, tekst)] = fejl_ved(sager, ark({"henvendelse_id": "0"}, raekke))
    assert (linje, i_kolonne, besked in tekst) == (3, kolonne, True), tekst


def test_to_ens_navne_i_en_kodeliste_kan_ikke_skelnes(sager, fejl_ved):
    Kontaktform.objects.create(navn="TELEFON")
    [(_, kolonne, tekst)] = fejl_ved(sager, ark({"kontaktform": "Telefon"}))
    assert (kolonne, "findes 2 gange" in tekst) == ("kontaktform", True)


def test_et_emne_uden_tema_findes_naar_kun_et_tema_har_det(sager):
    sager(ark({"tema": "", "emne": "notatpligt"}))
    assert str(Sag.objects.get().emne.overordnet) == "Offentlighedsloven"


def test_hvad_der_ikke_laengere_er_i_brug_kan_indlaeses(sager):
    Emne.objects.filter(navn="Begrundelse").update(aktiv=False)
    Kontaktform.objects.filter(navn="Mail").update(aktiv=False)
    sager(ark({"kontaktform": "Mail"}))
    assert Sag.objects.filter(emne__aktiv=False, henvendelse__kontaktform__aktiv=False).exists()


def test_en_henvendelse_uden_hovedsag_er_en_fejl(sager, fejl_ved):
    fejl = fejl_ved(sager, ark({"henvendelse_id": "0"}, {"sagstype": "følgesag"}))
    assert steder(fejl) == [(3, "sagstype")]
    assert "ingen hovedsag" in fejl[0][2]


def test_hver_ekstra_hovedsag_er_en_fejl_paa_sin_egen_linje(sager, fejl_ved):
    fejl = fejl_ved(sager, ark({}, {"henvendelse_id": "2"}, {}, {}))
    assert steder(fejl) == [(4, "sagstype"), (5, "sagstype")]
    assert "allerede en hovedsag på linje 2" in fejl[1][2]


@pytest.mark.parametrize(
    ("kolonne", "vaerdi", "besked"),
    [
        ("dato", "2.4.2024", "Her står 2. april 2024, men på linje 2 står 1. april 2024."),
        ("kontaktform", "Mail", "Her står »Mail«, men på linje 2 står ingenting."),
        ("behandling", "Dialogsag", "Her står »Dialogsag«, men på linje 2 står ingenting."),
        ("kategori", "Klage", "Her står »Klage«, men på linje 2 står ingenting."),
        ("beskrivelse", "hemmeligt", "Beskrivelsen er en anden end på linje 2."),
    ],
)
def test_en_henvendelses_raekker_siger_det_samme(sager, fejl_ved, kolonne, vaerdi, besked):
    fejl = fejl_ved(sager, ark({}, {"sagstype": "følgesag", kolonne: vaerdi}))
    assert steder(fejl) == [(3, kolonne)]
    assert fejl[0][2].startswith(besked)


def test_den_samme_dag_skrevet_paa_to_maader_er_ens(sager):
    sager(ark({"dato": "2024-04-01"}, {"sagstype": "følgesag", "dato": "1. april 2024"}))
    assert Sag.objects.count() == 2


def test_alle_fejl_meldes_paa_en_gang_og_intet_skrives(sager, fejl_ved):
    fejl = fejl_ved(
        sager,
        ark(
            {},
            {"henvendelse_id": "2", "afdeling": "Kultur", "emne": "x"},
            {"henvendelse_id": "2", "sagstype": "følgesag", "afdeling": "Kultur"},
            {"henvendelse_id": "3", "afsluttet": "1.4.2024"},
            {"henvendelse_id": "4", "dato": ""},
        ),
    )
    assert steder(fejl) == [
        (3, "afdeling"),
        (3, "emne"),
        (4, "afdeling"),
        (5, "afsluttet"),
        (6, "dato"),
    ]
    assert not Nummerserie.objects.exists()


def test_hvad_handlingen_siger_om_en_sag_meldes_paa_sagens_linje(sager, fejl_ved, monkeypatch):
    def ingen_ppr(sag):
        if str(sag.afdeling) == "PPR" and sag.sagstype == "foelgesag":
            raise ValidationError({"afdeling": "Ikke PPR."})

    monkeypatch.setattr(Sag, "clean", ingen_ppr)
    tekst = ark(
        {"sagstype": "følgesag", "afdeling": "B&F"}, {}, {"sagstype": "følgesag", "afdeling": "PPR"}
    )
    assert fejl_ved(sager, tekst) == [(4, "afdeling", "Ikke PPR.")]


def test_den_samme_fil_to_gange_aendrer_intet(sager):
    sager(ark({}, {"sagstype": "følgesag", "emne": "Vejledning"}, {"henvendelse_id": "2"}))
    foer = list(Sag.objects.order_by("pk").values())
    igen = (
        "sagstype,henvendelse_id,emne,tema,afdeling,dato,beskrivelse\n"
        "Hovedsag,2,begrundelse,forvaltningsloven,ppr,2024-04-01,\n"
        "foelgesag,1,vejledning,forvaltningsloven,ppr,1/4/2024,\n"
        "hovedsag,1,begrundelse,forvaltningsloven,ppr,01-04-2024,\n"
    )
    resultat = sager(igen)
    assert (resultat.nye, resultat.dele, resultat.fandtes) == (0, 0, 2)
    assert list(Sag.objects.order_by("pk").values()) == foer


def test_hvad_raadgiveren_har_rettet_siden_bliver_som_det_er(sager):
    sager(ark({}))
    with uden_om_loggen():
        Henvendelse.objects.update(beskrivelse="rettet", modtaget=date(2024, 5, 1))
    Afdeling.objects.filter(navn="PPR").update(navn="Psykologisk rådgivning")
    assert sager(ark({}, {"henvendelse_id": "2", "afdeling": "B&F"})).fandtes == 1
    assert set(Henvendelse.objects.values_list("importnoegle", "beskrivelse")) == {
        ("1", "rettet"),
        ("2", ""),
    }


@pytest.mark.parametrize(
    "raekke",
    [
        {"dato": "2.4.2024"},
        {"afdeling": "B&F"},
        {"emne": "Vejledning"},
        {"kontaktform": "Mail"},
        {"beskrivelse": "nyt"},
    ],
)
def test_samme_id_med_andet_indhold_er_en_fejl(sager, fejl_ved, raekke):
    sager(ark({}))
    fejl = fejl_ved(sager, ark({"henvendelse_id": "2"}, raekke))
    assert steder(fejl) == [(3, "henvendelse_id")]
    assert "allerede indlæst med et andet indhold" in fejl[0][2]


KUN_DE_KRAEVEDE = "henvendelse_id,sagstype,afdeling,tema,emne,dato"
EN_RAEKKE = "1,hovedsag,PPR,Forvaltningsloven,Begrundelse,2024-04-01"


def test_en_kolonne_filen_ikke_har_siger_ikke_noget_nyt(sager):
    sager(f"{KUN_DE_KRAEVEDE},kontaktform,beskrivelse\n{EN_RAEKKE},Mail,noget\n")
    assert sager(f"{KUN_DE_KRAEVEDE}\n{EN_RAEKKE}\n").fandtes == 1
    assert sager(f"{KUN_DE_KRAEVEDE},kontaktform\n{EN_RAEKKE},Mail\n").fandtes == 1


@pytest.mark.parametrize("felt", ["", "Telefon"])
def test_en_kolonne_filen_har_og_som_siger_noget_andet_er_en_fejl(sager, fejl_ved, felt):
    sager(f"{KUN_DE_KRAEVEDE},kontaktform\n{EN_RAEKKE},Mail\n")
    fejl = fejl_ved(sager, f"{KUN_DE_KRAEVEDE},kontaktform\n{EN_RAEKKE},{felt}\n")
    assert steder(fejl) == [(2, "henvendelse_id")]


def test_en_ny_foelgesag_er_et_andet_indhold(sager, fejl_ved):
    sager(ark({}))
    fejl = fejl_ved(sager, ark({}, {"sagstype": "følgesag"}))
    assert steder(fejl) == [(2, "henvendelse_id")]


def test_et_id_gaelder_kun_inden_for_sin_kilde(sager):
    sager(ark({}), kilde="2023")
    resultat = sager(ark({"dato": "2.4.2024"}), kilde="2024")
    assert (resultat.nye, resultat.fandtes) == (1, 0)


def test_en_kilde_med_for_langt_navn_afvises(sager, fejl_ved):
    assert "højst 100 tegn" in fejl_ved(sager, ark({}), kilde="x" * 101)[0][2]
    assert sager(ark({}), kilde="x" * 100).nye == 1


def test_samtidig_aendring_i_registret_bliver_en_fejl_og_ikke_et_nedbrud(
    sager, fejl_ved, monkeypatch
):
    sager(ark({}))
    monkeypatch.setattr("henvendelser.models.Henvendelse.full_clean", lambda *_, **__: None)

    def registrer(*, indlaest, **andet):
        # As if another import had taken the key between the look and the write.
        return registrer_henvendelse(
            indlaest=type(indlaest)(kilde="", noegle="1", aftryk={}), **andet
        )

    monkeypatch.setattr("henvendelser.importer.sager.registrer_henvendelse", registrer)
    [(linje, _, tekst)] = fejl_ved(sager, ark({"henvendelse_id": "2"}))
    assert (linje, "Prøv igen" in tekst) == (None, True)


def test_opslag_koster_det_samme_for_mange_raekker(sager, django_assert_num_queries, fejl_ved):
    """Rows that are there already cost nothing each: the lists are read once a file."""
    raekker = [{"henvendelse_id": str(nummer)} for nummer in range(20)]
    sager(ark(*raekker))
    for antal in (1, 20):
        # Five lists, other names, the keys, the savepoint's two, and the log's entry in its own.
        with django_assert_num_queries(12):
            assert sager(ark(*raekker[:antal])).fandtes == antal


def test_en_indlaesning_er_en_logpost_om_alle_sine_henvendelser(sager):
    sager(ark({}, {"henvendelse_id": "2"}))
    post = Logpost.objects.get()
    assert (post.handling, post.antal, post.udvalg) == (
        Handling.INDLAESNING,
        2,
        {"dele": 2, "fandtes": 0},
    )
    assert set(post.referencer.values_list("type", "noegle")) == {
        ("henvendelse", pk) for pk in Henvendelse.objects.values_list("pk", flat=True)
    }
