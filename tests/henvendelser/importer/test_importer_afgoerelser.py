"""Decisions of appeals bodies from a file."""

from datetime import date

import pytest

from henvendelser.models import Afgoerelse, Lov
from henvendelser.valg import Sagsbehandlingsresultat, Udfald

HOVED = "id,instans,dato,afdeling,udfald,bemaerkningstemaer"


def ark(*raekker: str) -> str:
    return "\n".join([HOVED, *raekker])


@pytest.mark.parametrize(
    ("celler", "udfald", "temaer", "resultat"),
    [
        ("uden bemærkninger,", None, set(), "UDEN"),
        ("Med Bemærkninger,Begrundelse", None, {"Begrundelse"}, "MED"),
        (
            "med bemærkninger,sagsoplysning; BEGRUNDELSE ;",
            None,
            {"Sagsoplysning", "Begrundelse"},
            "MED",
        ),
        ("afvist,", Udfald.AFVIST, set(), "AFVIST"),
        ("Klage afvist,", Udfald.AFVIST, set(), "AFVIST"),
        ("stadfæstet,", Udfald.STADFAESTET, set(), "UDEN"),
        ("Ændret,Begrundelse", Udfald.AENDRET, {"Begrundelse"}, "MED"),
        ("ophaevet,", Udfald.OPHAEVET, set(), "UDEN"),
        ("HJEMVIST,Sagsoplysning", Udfald.HJEMVIST, {"Sagsoplysning"}, "MED"),
    ],
)
def test_udfald_og_temaer(afgoerelser, celler, udfald, temaer, resultat):
    indlaest = afgoerelser(ark(f"a,ankestyrelsen,31.12.2024,b&f,{celler}"))
    afgoerelse = Afgoerelse.objects.get()
    assert (afgoerelse.modtaget, str(afgoerelse.afdeling)) == (date(2024, 12, 31), "Børn & Familie")
    assert afgoerelse.udfald == udfald
    assert {str(b) for b in afgoerelse.bemaerkninger.all()} == temaer
    assert afgoerelse.resultat == Sagsbehandlingsresultat[resultat]
    assert (indlaest.nye, indlaest.dele) == (1, len(temaer))


def test_kolonnen_med_temaer_kan_mangle_og_afdelingen_vaere_uoplyst(afgoerelser):
    afgoerelser("udfald;afdeling;dato;instans;id\nafvist;;1.4.2024;Ankestyrelsen;1")
    assert Afgoerelse.objects.get().afdeling is None


def test_i_en_fil_med_semikolon_staar_temaerne_i_anfoerselstegn(afgoerelser, fejl_ved):
    hoved = HOVED.replace(",", ";")
    raekke = "1;Ankestyrelsen;1.4.2024;PPR;med bemærkninger;"
    [(linje, _, tekst)] = fejl_ved(afgoerelser, f"{hoved}\n{raekke}Begrundelse;Sagsoplysning")
    assert (linje, "Står der semikolon i et felt" in tekst) == (2, True)
    assert afgoerelser(f'{hoved}\n{raekke}"Begrundelse;Sagsoplysning"').dele == 2


@pytest.mark.parametrize(
    ("raekke", "kolonne", "besked"),
    [
        ("1,,1.4.2024,PPR,afvist,", "instans", "Instansen mangler"),
        ("1,Ankestyrlsen,1.4.2024,PPR,afvist,", "instans", "Mente du »Ankestyrelsen«?"),
        ("1,Ankestyrelsen,,PPR,afvist,", "dato", "mangler"),
        ("1,Ankestyrelsen,1.4.2024,Kultur,afvist,", "afdeling", "nedlagt"),
        ("1,Ankestyrelsen,1.4.2024,PPR,,", "udfald", "mangler"),
        ("1,Ankestyrelsen,1.4.2024,PPR,tabt,", "udfald", "uden bemærkninger, med bemærkninger,"),
        ("1,Ankestyrelsen,1.4.2024,PPR,med bemærkninger,;", "bemaerkningstemaer", "mindst ét"),
        (
            "1,Ankestyrelsen,1.4.2024,PPR,uden bemærkninger,Begrundelse",
            "bemaerkningstemaer",
            "Slet temaerne",
        ),
        (
            "1,Ankestyrelsen,1.4.2024,PPR,ændret,Begrundelse;begrundelse",
            "bemaerkningstemaer",
            "to gange",
        ),
        ("1,Ankestyrelsen,1.4.2024,PPR,ændret,Begrund", "bemaerkningstemaer", "Mente du"),
        ("0,Ankestyrelsen,1.4.2024,PPR,afvist,", "id", "står allerede på linje 2"),
    ],
)
def test_en_fejl_naevner_linje_kolonne_og_det_rigtige(
    afgoerelser, fejl_ved, raekke, kolonne, besked
):
    tekst = ark("0,Ankestyrelsen,1.4.2024,PPR,afvist,", raekke)
    [(linje, i_kolonne, svar)] = fejl_ved(afgoerelser, tekst)
    assert (linje, i_kolonne, besked in svar) == (3, kolonne, True), svar


def test_den_samme_fil_to_gange_aendrer_intet_og_andet_indhold_er_en_fejl(afgoerelser, fejl_ved):
    raekke = "1,Ankestyrelsen,1.4.2024,PPR,med bemærkninger,Begrundelse;Sagsoplysning"
    afgoerelser(ark(raekke))
    omskrevet = raekke.replace("1.4.2024", "2024-04-01").replace(
        "Begrundelse;Sagsoplysning", "sagsoplysning; begrundelse"
    )
    assert afgoerelser(ark(omskrevet)).fandtes == 1
    fejl = fejl_ved(afgoerelser, ark(raekke.replace(";Sagsoplysning", "")))
    assert [(linje, kolonne) for linje, kolonne, _ in fejl] == [(2, "id")]
    assert str(afgoerelser(ark(raekke), kilde="anden")) == (
        "1 afgørelse med 2 bemærkninger indlæst, 0 var der i forvejen."
    )


NYT_HOVED = f"{HOVED},afgjort,lov,paragraf"


def test_afgjort_lov_og_paragraf_er_kolonner_der_kan_mangle(afgoerelser):
    afgoerelser(ark("a,Ankestyrelsen,31.12.2024,,hjemvist,"))
    raekke = 'b,Ankestyrelsen,31.12.2024,,hjemvist,,20.12.2024,SERVICELOVEN,"§ 95, stk. 3"'
    afgoerelser(f"{NYT_HOVED}\n{raekke}")
    uden, med = Afgoerelse.objects.order_by("id")
    assert (uden.afgjort, uden.lov, uden.paragraf) == (None, None, "")
    assert (med.afgjort, med.lov) == (date(2024, 12, 20), Lov.objects.get())
    assert med.paragraf == "§ 95, stk. 3"


@pytest.mark.parametrize(
    ("celler", "kolonne", "besked"),
    [
        ("31.2.2024,,", "afgjort", "findes ikke"),
        ("1.1.2999,,", "afgjort", "fremtiden"),
        ("1.1.2025,,", None, "efter den dag, den blev modtaget"),
        (",Serviceloverne,", "lov", "Serviceloven"),
        (",,§ 95", None, "Vælg den lov"),
        (f",Serviceloven,{'x' * 61}", "paragraf", "60"),
    ],
)
def test_fejl_i_de_nye_kolonner_siges(afgoerelser, fejl_ved, celler, kolonne, besked):
    tekst = f"{NYT_HOVED}\na,Ankestyrelsen,31.12.2024,,hjemvist,,{celler}"
    [(linje, i_kolonne, svar)] = fejl_ved(afgoerelser, tekst)
    assert (linje, i_kolonne or "id") == (2, kolonne or "id")
    assert besked in svar
