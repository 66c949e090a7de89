"""A whole invented report for the tests: every kind of block, long tables, long words."""

from __future__ import annotations

import json
from itertools import cycle

from django.utils.safestring import SafeString

from beretning.tabel import Celle, Enhed, Kolonne, Raekke, Tabel
from beretning.udskrift import (
    Anbefaling,
    Blok,
    Case,
    Figur,
    Overskrift,
    Udskrift,
)

SAGER = Enhed("sag", "sager")
AFDELINGER = (
    ("Borger, Arbejdsmarked & Erhverv", "Borger, Arb.­marked & Erhverv"),
    ("Børn & Familie", ""),
    ("Dagtilbud & Skole", ""),
    ("Kultur, Fritid & Ejendomme", "Kultur, Fritid & Ejend."),
    ("Miljø & Teknik", ""),
    ("Ældre, Sundhed & Social", ""),
    ("Økonomi & Stab", ""),
    ("Øvrige", "Øvrige*"),
)
TEMAER = {
    "Andet": ("Anden offentligretlig lovgivning", "Privatretlige spørgsmål"),
    "Databeskyttelse": (
        "Behandlingssikkerhed",
        "Berigtigelse, sletning eller blokering",
        "Databehandlingsskik",
    ),
    "Forvaltningsloven": (
        "Begrundelse",
        "Klagevejledning",
        "Partsaktindsigt",
        "Partshøring",
        "Repræsentation",
        "Vejledning",
    ),
    "Forvaltningsskik": (
        "Betjening af borgerne",
        "Enkelhed og effektivitet",
        "Inddragelse",
        "Koordineret indsats",
        "Opfølgning",
        "Orientering om sagens gang eller status",
        "Sagsbehandlingstid og manglende svar",
        "Sprogbrug, klarhed, præcision m.v.",
        "Venlig og hensynsfuld optræden",
        "Åbenhed og tillid",
    ),
    "Hjemmelsspørgsmål": ("Afgørelser", "Andre materielle spørgsmål"),
    "Offentlighedsloven": ("Notatpligt",),
    "Opgavevaretagelse": ("Generelt serviceniveau", "Konkret serviceniveau"),
    "Retsgrundsætninger": ("Sagsoplysning og oplysningsskridt",),
}

TEKSTER = (
    "Når en borger ringer, er det sjældent paragrafferne, der fylder mest. Det er ventetiden, de "
    "mange indgange og følelsen af at skulle fortælle sin historie forfra. Derfor begynder vi "
    "altid med det samme spørgsmål: Hvad er det vigtigste for dig lige nu?",
    "En god begrundelse gør to ting på én gang. Den viser, hvilke oplysninger afgørelsen hviler "
    "på, og den giver borgeren en reel mulighed for at vurdere, om der er noget at klage over. "
    "Hvor begrundelsen mangler, får vi erfaringsmæssigt henvendelsen i stedet.",
    "Tallene i dette afsnit er optalt i registret på den dag, beretningen blev afgivet. De siger "
    "noget om, hvad borgerne henvender sig om, men de er ikke et mål for kvaliteten af det "
    "samlede arbejde i forvaltningen, som hvert år træffer mange tusinde afgørelser.",
    "Tre ud af fire henvendelser blev løst i en samtale mellem borgeren og den medarbejder, som "
    "i forvejen kendte sagen. Når det lykkes, skyldes det næsten altid, at nogen tager telefonen "
    "og siger højt, hvad der er gået skævt – og hvad der nu skal ske.",
    "Vi ser fortsat sager, hvor to enheder hver for sig har gjort deres arbejde ordentligt, mens "
    "ingen har haft ansvaret for helheden. Det mærkes især i overgangen fra barn til voksen, og "
    "når en bevilling skal flytte med til en ny adresse.",
    "Afdelingen har oplyst, at alle nye breve fra efteråret gennemlæses af en kollega, før de "
    "sendes. Ordningen er frivillig, men anvendes nu i ≥ 80 procent af afgørelserne, og det har "
    "ført til kortere breve og færre opkald om, hvad der egentlig er besluttet.",
    "Lovens udgangspunkt er klart: Den, der er part i en sag, har ret til at se sagens "
    "dokumenter, og svaret skal gives inden for syv arbejdsdage. Kan fristen ikke holdes, skal "
    "borgeren have at vide hvorfor, og hvornår svaret så kan ventes.",
    "Det er værd at lægge mærke til, at sagsbehandlingstiden fylder mindre end året før. Det "
    "hænger efter vores vurdering sammen med de nye »statusopkald«, hvor borgeren kontaktes, "
    "inden fristen udløber, også når der endnu ikke er noget nyt at fortælle.",
)

NOTE = (
    "Opgørelsen bygger på de kopier af nævnets afgørelser, som afdelingerne har sendt; se "
    "metoden i bilag 1."
)


def byg_udskrift(*, prosa: str = "", figurer: bool = True) -> Udskrift:
    """A report of some fifteen pages; `prosa` is put first in the foreword as it is."""
    afsnit = cycle(TEKSTER)

    def tekst(antal: int, ekstra: str = "") -> SafeString:
        return SafeString("".join(f"<p>{next(afsnit)}</p>" for _ in range(antal)) + ekstra)

    def kapitel(noegle, nummer, titel, html, *, niveau=1, art="tekst", **felter):
        return Blok(art, noegle, Overskrift(titel, niveau, noegle, nummer), html, **felter)

    return Udskrift(
        titel="Borgerrådgiverens beretning",
        kommune="Åstrup Kommune",
        periode="1. april 2024 – 31. marts 2025",
        afsender="Borgerrådgiveren",
        dateret="maj 2025",
        blokke=(
            kapitel("forord", "", "Forord", SafeString(prosa) + tekst(5)),
            kapitel("resume", "", "Resume", tekst(3, LISTE)),
            kapitel("henvendelser", "1", "Henvendelser i beretningsperioden", tekst(3)),
            kapitel(
                "fordeling", "1.1", "Sagernes fordeling mellem afdelingerne", tekst(2), niveau=2
            ),
            Blok("figur", "f1", figur=byg_figur(1) if figurer else None),
            Blok("tekst", "t1", html=tekst(1, f"<p>Nævnets tal er nye.{fodnote(NOTE)} {LINK}</p>")),
            Blok("tabel", "tb1", tabel=tabel_1().med(nummer=1), tabel_anker="tabel-1"),
            kapitel("temaer", "1.2", "Tematisk fordeling af klagepunkterne", tekst(2), niveau=2),
            kapitel("skik", "1.2.1", "God forvaltningsskik", tekst(3), niveau=3),
            Blok("cases", "c1", cases=(byg_case(1), byg_case(2))),
            Blok("tekst", "t2", html=tekst(2)),
            kapitel("tillid", "1.2.2", "Tillidsskabende forvaltning", tekst(3), niveau=3),
            Blok("figur", "f2", figur=byg_figur(2) if figurer else None),
            kapitel("opfoelgning", "2", "Opfølgning på sidste års anbefalinger", tekst(2)),
            kapitel("svar", "2.1", "Tilbagemelding fra afdelingerne", tekst(1, CITAT), niveau=2),
            kapitel("svar-1", "2.1.1", "Børn & Familie", tekst(3, NUMMERERET), niveau=3),
            Blok("cases", "c2", cases=(byg_case(3),)),
            kapitel("svar-2", "2.1.2", "Ældre, Sundhed & Social", tekst(3), niveau=3),
            kapitel(
                "anbefalinger",
                "3",
                "Anbefalinger",
                tekst(1),
                art="anbefalinger",
                anbefalinger=ANBEFALINGER,
            ),
            kapitel("bilag-1", "Bilag 1", "Uddybende statistik", tekst(2), art="bilag"),
            Blok("tabel", "tb2", tabel=tabel_2().med(nummer=2), tabel_anker="tabel-2"),
            Blok("tabel", "tb3", tabel=lang_tabel().med(nummer=3), tabel_anker="tabel-3"),
            kapitel(
                "bilag-2",
                "Bilag 2",
                "Klagesager fra Ankestyrelsen",
                tekst(1),
                art="bilag",
                tabel=bemaerkninger().med(nummer=4),
                tabel_anker="tabel-4",
            ),
        ),
    )


LISTE = (
    "<ul><li>162 henvendelser med i alt 203 klagepunkter</li><li>Sagsbehandlingstid fylder mest – "
    "lidt over en tredjedel af sagerne om god forvaltningsskik</li><li>Tre nye anbefalinger til "
    "kommunalbestyrelsen, se kapitel 3</li></ul>"
)
NUMMERERET = (
    "<ol><li>Alle standardbreve er gennemgået, og tolv er skrevet om.</li><li>Medarbejderne har "
    "haft et todages kursus i partshøring → begrundelse → klagevejledning.</li><li>Fra 1. januar "
    "følges der op på åbne sager hver anden uge.</li></ol>"
)
CITAT = (
    "<blockquote><p>Vi har valgt at begynde med telefonen. Den, der tager imod opkaldet, har "
    "ansvaret, til en anden har taget over.</p></blockquote>"
)
LINK = (
    'Tallene findes i <a href="#tabel-2">Tabel 2</a>, og loven kan læses på '
    '<a href="https://www.retsinformation.dk/"><strong>retsinformation</strong>.dk</a>.'
)
ANBEFALINGER = (
    Anbefaling(
        1,
        "At der sættes fokus på den mundtlige kommunikation, så dialogen med borgere under "
        "særligt pres bliver inddragende og tillidsskabende.",
        SafeString(f"<p>{TEKSTER[0]}</p><p>{TEKSTER[3]}</p>"),
    ),
    Anbefaling(
        2,
        "At enheder med fælles borgere aftaler, hvem der har ansvaret for helheden, og "
        "fortæller borgeren det.",
        SafeString(f"<p>{TEKSTER[4]}</p>"),
    ),
    Anbefaling(
        3,
        "At alle afdelinger sikrer en fast arbejdsgang for aktindsigt, der holder lovens frister.",
        SafeString(f"<p>{TEKSTER[6]}</p>"),
    ),
)


def fodnote(tekst: str) -> str:
    return f'<span class="fodnote">{tekst}</span>'


def byg_case(nummer: int) -> Case:
    titler = ("et brev, ingen forstod", "skoleskiftet", "kørestolen, der ikke fulgte med")
    return Case(
        nummer,
        titler[nummer - 1],
        SafeString(
            "<p>En borger havde i fem måneder ventet på svar om en hjælperordning og talt med "
            "seks forskellige medarbejdere. Hver gang fik hun at vide, at sagen »lå hos en "
            "anden«. Hun skrev til sidst, at hun havde opgivet at spørge.</p>"
            "<p>Vi bad afdelingen udpege én kontaktperson. Ugen efter lå afgørelsen klar, og "
            "afdelingen beklagede forløbet ved et personligt opkald.</p>"
        ),
    )


def _celler(tal) -> tuple[Celle, ...]:
    return tuple(Celle(antal, (("tal", str(antal)),)) for antal in tal)


def tabel_1() -> Tabel:
    """Departments by kind of issue: few columns, and a total column."""
    tal = ((50, 10), (39, 12), (17, 9), (5, 3), (4, 3), (34, 4), (1, 0), (12, 0))
    raekker = tuple(
        Raekke(navn, 1, _celler((*linje, sum(linje))), maerke="*" if navn == "Øvrige" else "")
        for (navn, _), linje in zip(AFDELINGER, tal, strict=True)
    )
    return Tabel(
        noegle="fordeling",
        titel="Henvendelser fordelt på afdelinger",
        enhed=SAGER,
        liste="sager",
        fra="2024-04-01",
        til="2025-03-31",
        forspalte="Afdeling",
        kolonner=(
            Kolonne("Hovedsag"),
            Kolonne("Følgesager"),
            Kolonne("Sager i alt", er_total=True),
        ),
        raekker=raekker,
        i_alt=_celler((162, 41, 203)),
        noter=("* Andre aktører end Åstrup Kommune, fx Udbetaling Danmark.",),
    )


def tabel_2() -> Tabel:
    """Themes and topics by department: 35 lines, nine columns, subtotals."""
    raekker = []
    for nummer, (tema, emner) in enumerate(TEMAER.items()):
        linjer = [
            [(nummer * 7 + plads * 5 + kolonne * 3) % 11 // 4 for kolonne in range(8)]
            for plads in range(len(emner))
        ]
        sum_linje = [sum(tal) for tal in zip(*linjer, strict=True)]
        raekker.append(Raekke(tema, 1, _celler((*sum_linje, sum(sum_linje))), har_underlinjer=True))
        raekker += [
            Raekke(emne, 2, _celler((*linje, sum(linje))))
            for emne, linje in zip(emner, linjer, strict=True)
        ]
    overst = [raekke for raekke in raekker if raekke.niveau == 1]
    return tabel_1().med(
        noegle="emner",
        titel="Sager fordelt efter emne og afdeling",
        forspalte="Tema og emne",
        kolonner=(
            *(Kolonne(navn, kort) for navn, kort in AFDELINGER),
            Kolonne("I alt", er_total=True),
        ),
        raekker=tuple(raekker),
        i_alt=_celler(
            sum(raekke.celler[kolonne].antal for raekke in overst) for kolonne in range(9)
        ),
    )


def lang_tabel(raekker: int = 60) -> Tabel:
    """Longer than a page, with numbers over a thousand."""
    return tabel_1().med(
        noegle="laengde",
        titel="Henvendelser efter postdistrikt",
        forspalte="Postdistrikt",
        raekker=tuple(
            Raekke(f"Distrikt {nr}", 1, _celler((nr * 1037, nr, nr * 1038)))
            for nr in range(1, raekker + 1)
        ),
        i_alt=_celler((1_897_710, 1830, 1_899_540)),
        noter=(),
    )


def bemaerkninger() -> Tabel:
    """A table whose parts do not add up: no total at the line's end, no printed total column."""
    emner = ("Begrundelse", "Sagsbehandlingstid", "Sagsoplysning", "Partshøring")
    return tabel_1().med(
        noegle="bemaerkninger",
        titel="Ankestyrelsens bemærkninger om sagsbehandlingen",
        enhed=Enhed("afgørelse", "afgørelser"),
        liste="afgoerelser",
        forspalte="Bemærkning",
        kolonner=(
            Kolonne("Stadfæstet"),
            Kolonne("Ændret eller ophævet"),
            Kolonne("Hjemvist"),
            Kolonne("I alt", er_total=True),
        ),
        raekker=tuple(
            Raekke(emne, 1, _celler((nr, nr + 1, nr * 2, None))) for nr, emne in enumerate(emner)
        ),
        i_alt=_celler((9, 12, 8, None)),
        raekketotal_trykt=False,
        noter=("En afgørelse kan have flere bemærkninger. Tallene kan derfor ikke lægges sammen.",),
    )


def byg_figur(nummer: int) -> Figur:
    """A bar chart from the real renderer, with the text alternative as its <title>."""
    import vl_convert

    tabel = tabel_1()
    data = [{"afdeling": raekke.navn, "antal": raekke.celler[-1].antal} for raekke in tabel.raekker]
    alt = f"Liggende søjlediagram {nummer}: Borger, Arbejdsmarked & Erhverv er størst med 60 sager."
    soejler = {
        "y": {"field": "afdeling", "sort": None, "title": None},
        "x": {"field": "antal", "type": "quantitative", "title": "Sager"},
    }
    svg = vl_convert.vegalite_to_svg(
        json.dumps(
            {
                "data": {"values": data},
                "width": 390,
                "height": 190,
                "config": {
                    "font": "IBM Plex Sans",
                    "view": {"stroke": None},
                    "axis": {"labelLimit": 300, "labelFontSize": 11, "titleFontSize": 11},
                },
                "encoding": soejler,
                "layer": [
                    {"mark": {"type": "bar", "color": "#12455a", "height": 14}},
                    {
                        "mark": {"type": "text", "align": "left", "dx": 4},
                        "encoding": {"text": {"field": "antal"}},
                    },
                ],
            }
        )
    )
    svg = svg.replace(">", f"><title>{alt.replace('&', '&amp;')}</title>", 1)
    return Figur(
        nummer=nummer,
        titel="Forholdsmæssig fordeling mellem afdelingerne",
        svg=SafeString(svg),
        alt=alt,
        anker=f"figur-{nummer}",
        tabel=tabel,
        noter=("Tallene bag figuren står i bilag 1.",),
    )
