"""Setting up an office from a file, and supplementing it later."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from henvendelser.models import (
    Afdeling,
    Afdelingsnavn,
    Bemaerkningstema,
    Emne,
    Kontaktform,
    Kontor,
    Maerke,
    Registreringsfelt,
)
from henvendelser.opsaetning import pladser

pytestmark = pytest.mark.django_db


@pytest.fixture
def opsaet(tmp_path):
    """Run the command on this content; answers with what it prints."""

    def koer(indhold):
        fil = tmp_path / "kontor.json"
        tekst = indhold if isinstance(indhold, str) else json.dumps(indhold)
        fil.write_text(tekst, encoding="utf-8")
        ud = io.StringIO()
        call_command("opsaet", fil, stdout=ud)
        return ud.getvalue()

    return koer


def test_felter_maerker_og_enhed_saettes_op_og_det_kontoret_har_valgt_bliver(opsaet):
    Registreringsfelt.objects.create(felt="type", til=False)
    fil = {
        "kommune": "Prøvekøbing Kommune",
        "enhed": "afdeling",
        "foelgesager": False,
        "aaret_begynder": 4,
        "henvendere": ["Borger", "Pårørende"],
        "felter": [
            {"felt": "type"},
            {"felt": "bosat", "paakraevet": True, "hjaelpetekst": "Spørg."},
            {"felt": "kategori", "til": False},
        ],
        "maerker": [
            {"navn": "Hjemløshed"},
            {"navn": "Handicap", "slags": "flere", "vaerdier": ["Barn", "Voksen"]},
        ],
    }
    assert opsaet(fil) == (
        "Tilføjet: 1 kontor, 2 henvendere, 2 registreringsfelter, 2 mærker, 4 værdier.\n"
    )
    kontor = Kontor.objects.get()
    assert (kontor.enhed, kontor.foelgesager, kontor.aaret_begynder) == ("afdeling", False, 4)
    assert set(Registreringsfelt.objects.values_list("felt", "til", "paakraevet")) == {
        ("type", False, False),
        ("bosat", True, True),
        ("kategori", False, False),
    }
    assert [(m.noegle, [v.navn for v in m.vaerdier.all()]) for m in Maerke.objects.all()] == [
        ("hjemloeshed", ["Ja", "Nej"]),
        ("handicap", ["Barn", "Voksen"]),
    ]
    assert opsaet(fil) == "Intet at tilføje: det hele er der.\n"
    fil["maerker"][1]["vaerdier"].append("Overgang")
    assert opsaet(fil) == "Tilføjet: 1 værdi.\n"


@pytest.mark.parametrize(
    ("fil", "besked"),
    [
        ({"enhed": "sag"}, "enhed: Her skal stå en af disse: borger, afdeling, emne."),
        ({"aaret_begynder": 13}, "aaret_begynder: Her skal stå en måned som et tal fra 1 til 12."),
        ({"aaret_begynder": True}, "aaret_begynder: Her skal stå en måned som et tal"),
        ({"felter": [{"felt": "farve"}]}, "felter[0].felt: Feltet kendes ikke. Kendte: anonym,"),
        ({"felter": [{"felt": "type"}, {"felt": "type"}]}, "felter[1]: Står allerede på felter[0]"),
        ({"felter": [{"felt": "type", "til": False, "paakraevet": True}]}, "felter[0]: Et felt,"),
        ({"maerker": [{"navn": "A", "vaerdier": ["x"]}]}, "maerker[0].vaerdier: Et mærke med ja"),
        ({"maerker": [{"navn": "A", "slags": "liste"}]}, "maerker[0].vaerdier: Mærkets værdier"),
        ({"maerker": [{"navn": "A", "slags": "tal"}]}, "maerker[0].slags: Her skal stå en af"),
        ({"maerker": [{"navn": "A"}, {"navn": "a "}]}, "maerker[1]: Står allerede på maerker[0]"),
    ],
)
def test_fejl_i_felter_og_maerker_naevner_deres_sted(opsaet, fil, besked):
    with pytest.raises(CommandError) as fejl:
        opsaet(fil)
    assert besked in str(fejl.value)
    assert not Maerke.objects.exists()


def traeet(model):
    """The tree as nested names, in the order it is shown."""

    def under(overordnet):
        return {k.navn: under(k) for k in model.objects.filter(overordnet=overordnet)}

    return under(None)


def alt():
    return [
        list(model.objects.order_by("pk").values())
        for model in (Kontor, Afdeling, Afdelingsnavn, Emne, Kontaktform, Bemaerkningstema)
    ]


def test_et_tomt_register_faar_hele_filen_i_filens_orden(opsaet, kontorfil):
    assert opsaet(kontorfil) == (
        "Tilføjet: 1 kontor, 9 afdelinger, 1 andet navn, 9 emner, 2 kontaktformer, "
        "2 behandlinger, 1 kategori, 1 instans, 2 bemærkningstemaer, 1 lov.\n"
    )
    assert str(Kontor.objects.get()) == "Prøvekøbing Kommune"
    assert traeet(Emne) == {
        "Forvaltningsloven": {"Begrundelse": {}, "Vejledning": {}},
        "Offentlighedsloven": {"Notatpligt": {}},
        "Forvaltningsskik": {"Åbenhed og tillid": {}, "Vejledning": {}},
        "Andet": {},
    }
    assert list(traeet(Afdeling)) == [
        "Børn & Familie",
        "Læring",
        "Ældre, Sundhed & Social",
        "Teknik",
        "Kultur",
    ]
    assert list(map(str, Bemaerkningstema.objects.all())) == ["Sagsoplysning", "Begrundelse"]
    assert Afdelingsnavn.objects.get().afdeling.kortnavn == "B&F"


def test_den_samme_fil_igen_aendrer_intet(opsaet, kontorfil):
    opsaet(kontorfil)
    foer = alt()
    assert opsaet(kontorfil) == "Intet at tilføje: det hele er der.\n"
    assert alt() == foer


def test_hvad_kontoret_har_rettet_bliver_som_det_er(opsaet, kontorfil):
    opsaet(kontorfil)
    Kontor.objects.update(kommune="Ny Kommune")
    Afdeling.objects.filter(navn="Børn & Familie").update(
        navn="BØRN & familie", kortnavn="", ekstern=True, raekkefoelge=500
    )
    Afdeling.objects.filter(navn="Kultur").update(gyldig_fra=None)
    Afdelingsnavn.objects.create(afdeling=Afdeling.objects.get(navn="PPR"), navn="Ordblinde")
    omdoebt = Afdeling.objects.get(navn="Læring")
    Afdelingsnavn.objects.create(afdeling=omdoebt, navn="Læring")
    Afdeling.objects.filter(pk=omdoebt.pk).update(navn="Skole og læring")
    Emne.objects.filter(navn="Notatpligt").update(aktiv=False)
    foer = alt()
    assert opsaet(kontorfil) == "Intet at tilføje: det hele er der.\n"
    assert alt() == foer


def test_kun_hvad_der_mangler_tilfoejes_paa_sin_plads(opsaet, kontorfil):
    opsaet(kontorfil)
    kontorfil["kontaktformer"] = ["Telefon", "Brev", "Chat", "Mail", "Fremmøde"]
    kontorfil["emner"][1]["emner"].append("Aktindsigt")
    kontorfil["afdelinger"][1]["underafdelinger"].insert(0, {"navn": "Skoler"})
    kontorfil["afdelinger"][0]["andre_navne"].append("Familiehuset")
    assert opsaet(kontorfil) == ("Tilføjet: 1 andet navn, 1 afdeling, 1 emne, 3 kontaktformer.\n")
    assert list(map(str, Kontaktform.objects.all())) == kontorfil["kontaktformer"]
    assert list(traeet(Emne)["Offentlighedsloven"]) == ["Notatpligt", "Aktindsigt"]
    assert list(traeet(Afdeling)["Læring"]) == ["Skoler", "PPR", "Stab"]


def test_en_fil_med_kun_det_nye_laegger_det_sidst(opsaet, kontorfil):
    opsaet(kontorfil)
    opsaet({"kontaktformer": ["Brev"], "afdelinger": [{"navn": "Havn"}]})
    assert list(map(str, Kontaktform.objects.all())) == ["Telefon", "Mail", "Brev"]
    assert list(traeet(Afdeling))[-1] == "Havn"


def test_en_ny_periode_for_en_afdeling_er_en_ny_afdeling(opsaet):
    opsaet({"afdelinger": [{"navn": "Teknik"}]})
    opsaet({"afdelinger": [{"navn": "Teknik"}, {"navn": "Teknik", "gyldig_fra": "2024-01-01"}]})
    assert Afdeling.objects.filter(navn="Teknik").count() == 2


def test_en_underafdeling_kan_hedde_hvad_den_overordnede_ogsaa_kaldes(opsaet):
    fil = {
        "afdelinger": [
            {
                "navn": "Dagtilbud & Skole",
                "andre_navne": ["Skole"],
                "underafdelinger": [{"navn": "Skole"}],
            }
        ]
    }
    opsaet(fil)
    assert opsaet(fil) == "Intet at tilføje: det hele er der.\n"
    assert traeet(Afdeling) == {"Dagtilbud & Skole": {"Skole": {}}}


@pytest.mark.parametrize(
    ("findes", "hoejest", "ventet"),
    [
        ([], 0, []),
        ([None, None], 0, [10, 20]),
        ([None], 70, [80]),
        ([10, None, None, 20], 20, [10, 11, 12, 20]),
        ([None, 10], 10, [1, 10]),
        ([10, None], 30, [10, 40]),
        ([20, 10, None], 20, [20, 10, 30]),
    ],
)
def test_nye_pladser(findes, hoejest, ventet):
    assert list(pladser(findes, hoejest)) == ventet


@pytest.mark.parametrize(
    ("indhold", "ventet"),
    [
        ("", "Linje 1, tegn 1: Her er filen ikke gyldig JSON."),
        ('{\n"a" 1}', "Linje 2, tegn 5: Her er filen ikke gyldig JSON."),
        ('{"kommune": "A", "kommune": "B"}', "Nøglen »kommune« står to gange i det samme objekt."),
        ([], "Filen: Her skal stå et objekt i {}."),
        ({"afdeling": []}, "afdeling: Nøglen kendes ikke. Mente du »afdelinger«?"),
        ({"kommune": 7}, "kommune: Her skal stå en tekst i anførselstegn."),
        ({"kommune": "  "}, "kommune: Teksten er tom."),
        ({"kommune": "a\x00b"}, "kommune: Teksten skal stå på én linje uden usynlige tegn."),
        ({"kommune": "a" * 201}, "kommune: Højst 200 tegn; her er 201."),
        ({"afdelinger": {}}, "afdelinger: Her skal stå en liste i []."),
        ({"afdelinger": ["PPR"]}, "afdelinger[0]: Her skal stå et objekt i {}."),
        ({"afdelinger": [{}]}, "afdelinger[0].navn: Navnet mangler."),
        (
            {"afdelinger": [{"navn": "A", "kortnavn": "x" * 61}]},
            "afdelinger[0].kortnavn: Højst 60 tegn; her er 61.",
        ),
        (
            {"afdelinger": [{"navn": "A", "ekstern": "ja"}]},
            "afdelinger[0].ekstern: Her skal stå true eller false.",
        ),
        (
            {"afdelinger": [{"navn": "A", "gyldig_fra": "2024-13-01"}]},
            'afdelinger[0].gyldig_fra: Her skal stå en dato, fx "2024-12-31".',
        ),
        (
            {"afdelinger": [{"navn": "A", "gyldig_fra": "2024-01-02", "gyldig_til": "2024-01-01"}]},
            "afdelinger[0].gyldig_til: Afdelingens sidste dag ligger før den første.",
        ),
        (
            {"afdelinger": [{"navn": "A", "underafdelinger": [{"navn": "B"}, {"navn": "b "}]}]},
            "afdelinger[0].underafdelinger[1]: Står allerede på afdelinger[0].underafdelinger[0].",
        ),
        (
            {
                "afdelinger": [
                    {"navn": "A", "andre_navne": ["X"]},
                    {"navn": "B", "andre_navne": ["Y", "x"]},
                ]
            },
            "afdelinger[1].andre_navne[1]: Står allerede på afdelinger[0].andre_navne[0].",
        ),
        ({"emner": [{"emner": []}]}, "emner[0].tema: Navnet mangler."),
        (
            {"emner": [{"tema": "A", "emner": ["B", "C", "B"]}]},
            "emner[0].emner[2]: Står allerede på emner[0].emner[0].",
        ),
        (
            {"emner": [{"tema": "A"}, {"tema": "a"}]},
            "emner[1]: Står allerede på emner[0].",
        ),
        (
            {"kontaktformer": ["A", ["B"]]},
            "kontaktformer[1]: Her skal stå en tekst i anførselstegn.",
        ),
    ],
)
def test_en_fejl_naevner_stedet_i_filen_og_intet_tilfoejes(opsaet, indhold, ventet):
    with pytest.raises(CommandError) as afvist:
        opsaet(indhold)
    assert str(afvist.value).splitlines() == ["Intet er tilføjet.", ventet]
    assert afvist.value.returncode == 1
    assert not any(alt())


def test_alle_fejl_meldes_paa_en_gang(opsaet):
    with pytest.raises(CommandError) as afvist:
        opsaet({"kommune": 1, "kontaktformer": [""], "instanser": 3})
    assert [linje.split(":")[0] for linje in str(afvist.value).splitlines()[1:]] == [
        "kommune",
        "kontaktformer[0]",
        "instanser",
    ]


def lagene(antal):
    return '{"afdelinger": [' + '{"navn": "A", "underafdelinger": [' * antal + "]}" * antal + "]}"


def test_ti_lag_afdelinger_gaar_an(opsaet):
    assert opsaet(lagene(10)) == "Tilføjet: 10 afdelinger.\n"


@pytest.mark.parametrize("antal", [11, 200, 100_000])
def test_for_mange_lag_afvises(opsaet, antal):
    with pytest.raises(CommandError, match="lag"):
        opsaet(lagene(antal))
    assert not Afdeling.objects.exists()


def test_en_fil_i_latin_1_og_en_mappe_afvises(tmp_path):
    fil = tmp_path / "kontor.json"
    fil.write_bytes('{"kommune": "Køge"}'.encode("latin-1"))
    for sti, besked in [(fil, "UTF-8"), (tmp_path, "mappe"), (tmp_path / "x", "findes ikke")]:
        with pytest.raises(CommandError, match=besked):
            call_command("opsaet", sti)
