"""The report's commands: Albertslund's tables as printed, recounted for any days, and the PDF."""

from __future__ import annotations

import csv
import json
import re
import stat
from calendar import monthrange
from datetime import date
from io import StringIO
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import ManagementUtility, call_command

from beretning.management.commands import dan_beretning
from beretning.models import Afsnit, Beretning
from beretning.pdf import PdfFejl

from .conftest import MAPPE

NOEGLE = "albertslund-2024-25"
TRYKTE = json.loads((MAPPE / "trykte-tabeller.json").read_text(encoding="utf-8"))
# 9 lines of 3, 36 of 9, 5 of 4, and 5 of 3 whose totals are not printed.
TAL_I_TABELLERNE = [27, 324, 20, 15]


def udskriften(*argumenter: str) -> str:
    ud = StringIO()
    call_command(*argumenter, stdout=ud)
    return ud.getvalue()


def som_json(*argumenter: str) -> list[dict]:
    return json.loads(udskriften("tabeller", NOEGLE, "--format", "json", *argumenter))


def celler(tabel: dict) -> dict[tuple[int, str], int | None]:
    """Each number by its line (by place, because a name may stand twice) and its column."""
    linjer = [*(raekke["celler"] for raekke in tabel["raekker"]), tabel["i_alt"]]
    return {
        (nr, kolonne): antal
        for nr, linje in enumerate(linjer)
        for kolonne, antal in zip(tabel["kolonner"], linje, strict=True)
    }


def alle_tal(tabeller: list[dict]) -> dict[tuple[str, int, str], int]:
    return {
        (tabel["noegle"], *sted): antal
        for tabel in tabeller
        for sted, antal in celler(tabel).items()
        if antal is not None
    }


def uden_noter(tabeller: list[dict]) -> list[dict]:
    return [{felt: v for felt, v in tabel.items() if felt != "noter"} for tabel in tabeller]


@pytest.fixture
def fra_skallen(albertslund, capsys, monkeypatch):
    """Run `manage.py …` as a shell would: its exit code, what it wrote, and what it complained."""
    # The command closes its connections; the test's own must stay open.
    luk_intet = SimpleNamespace(close_all=lambda: None)
    monkeypatch.setattr("django.core.management.base.connections", luk_intet)

    def koer(*argumenter: str | Path) -> tuple[int, str, str]:
        kode = 0
        try:
            ManagementUtility(["manage.py", *map(str, argumenter)]).execute()
        except SystemExit as slut:
            kode = slut.code
        return kode, *capsys.readouterr()

    return koer


@pytest.fixture
def afvist(fra_skallen):
    """What a command that must fail complains of."""

    def koer(*argumenter: str | Path) -> str:
        kode, ud, klage = fra_skallen(*argumenter)
        assert kode != 0
        assert ud == ""
        assert "Traceback" not in klage
        return klage

    return koer


# The tables


@pytest.mark.langsom
def test_de_trykte_tal_er_talt_med(albertslund):
    """So that a fixture cut short does not make the comparison easier."""
    antal = [sum(v is not None for v in celler(tabel).values()) for tabel in TRYKTE]
    assert antal == TAL_I_TABELLERNE
    assert sum(antal) == 386


def test_hver_trykt_tabel_taelles_igen_tal_for_tal(albertslund):
    talt = som_json()
    assert alle_tal(talt) == alle_tal(TRYKTE)
    assert uden_noter(talt) == uden_noter(TRYKTE)


def test_kun_tabel_4_siger_at_dens_tal_ikke_kan_laegges_sammen(albertslund):
    siger_det = [
        tabel["noegle"] for tabel in som_json() if "ikke lægges sammen" in " ".join(tabel["noter"])
    ]
    assert siger_det == ["bemaerkninger"]


def test_csv_har_de_samme_tal_en_celle_en_linje(albertslund):
    raekker = list(csv.DictReader(StringIO(udskriften("tabeller", NOEGLE, "--format", "csv"))))
    assert list(raekker[0]) == ["tabel", "nummer", "niveau", "raekke", "kolonne", "antal"]
    laest = [
        {
            "noegle": noegle,
            "nummer": int(nummer),
            "linjer": [
                (navn, int(niveau), [(c["kolonne"], _tal(c["antal"])) for c in linjens])
                for (navn, niveau), linjens in groupby(
                    tabellens, key=lambda celle: (celle["raekke"], celle["niveau"])
                )
            ],
        }
        for (noegle, nummer), tabellens in groupby(
            raekker, key=lambda celle: (celle["tabel"], celle["nummer"])
        )
    ]
    assert laest == [
        {
            "noegle": tabel["noegle"],
            "nummer": tabel["nummer"],
            "linjer": [
                (navn, niveau, list(zip(tabel["kolonner"], tal, strict=True)))
                for navn, niveau, tal in _linjer(tabel)
            ],
        }
        for tabel in TRYKTE
    ]


def _tal(felt: str) -> int | None:
    return int(felt) if felt else None


def _linjer(tabel: dict) -> list[tuple[str, int, list[int | None]]]:
    raekker = [(r["navn"], r["niveau"], r["celler"]) for r in tabel["raekker"]]
    return [*raekker, ("I alt", 1, tabel["i_alt"])]


def test_tekst_har_de_samme_tal_og_kun_dem_der_trykkes(albertslund):
    """A table's lines stand between its title and its notes, indented by their level."""
    tekst = udskriften("tabeller", NOEGLE)  # the format when nothing is said
    assert tekst == udskriften("tabeller", NOEGLE, "--format", "tekst")
    laest = []
    for nummer, titel, krop in re.findall(
        r"^Tabel (\d+)\. (.*)\n((?:.+\n)*)", tekst, flags=re.MULTILINE
    ):
        linjer = re.findall(r"^( *)(\S.*?)  +((?:\d+ *)+)$", krop, flags=re.MULTILINE)
        laest.append(
            (
                int(nummer),
                titel,
                [
                    (navn, len(indryk) // 2 + 1, [int(tal) for tal in talt.split()])
                    for indryk, navn, talt in linjer
                ],
            )
        )
    assert laest == [
        (
            tabel["nummer"],
            f"{tabel['titel']} ({tabel['enhed']})",
            [
                (navn, niveau, [antal for antal in tal if antal is not None])
                for navn, niveau, tal in _linjer(tabel)
            ],
        )
        for tabel in TRYKTE
    ]


def test_noterne_staar_under_deres_tabel_i_teksten(albertslund):
    tekst = udskriften("tabeller", NOEGLE)
    noter = [note for tabel in som_json() for note in tabel["noter"]]
    assert len(noter) == 2
    assert [tekst.count(f"\n{note}\n") for note in noter] == [1, 1]


# Other days


def _fra_filen(fra: str, til: str) -> dict[str, list[int]]:
    """Tabel 1 counted by hand from the file that was read in: [hovedsager, følgesager, i alt]."""
    afdelinger = {raekke["navn"]: [0, 0, 0] for raekke in TRYKTE[0]["raekker"]}
    with (MAPPE / "sager.csv").open(encoding="utf-8", newline="") as fil:
        sager = list(csv.DictReader(fil))
    dage = {sag["henvendelse_id"]: sag["dato"] for sag in sager if sag["dato"]}
    for sag in sager:
        if fra <= dage[sag["henvendelse_id"]] <= til:
            for nr in (int(sag["sagstype"] != "hovedsag"), 2):
                afdelinger[sag["afdeling"]][nr] += 1
    return afdelinger


@pytest.mark.parametrize(
    ("fra", "til", "sager", "afgoerelser"),
    [
        pytest.param("2024-04-01", "2025-03-31", 203, 64, id="hele perioden"),
        pytest.param("2024-12-01", "2024-12-31", None, None, id="en måned"),
        pytest.param("2024-04-01", "2024-04-01", 1, 1, id="den første dag"),
        pytest.param("2025-03-31", "2025-03-31", 1, 1, id="den sidste dag"),
        pytest.param("2024-04-02", "2025-03-30", 201, 62, id="uden begge grænsedage"),
    ],
)
def test_andre_dage_taelles_fra_og_med_til_og_med(albertslund, fra, til, sager, afgoerelser):
    fordeling, _, resultat, _ = som_json("--fra", fra, "--til", til)
    assert {r["navn"]: r["celler"] for r in fordeling["raekker"]} == _fra_filen(fra, til)
    if sager is not None:
        assert (fordeling["i_alt"][-1], resultat["i_alt"][-1]) == (sager, afgoerelser)


def test_kun_den_ene_dag_naevnt_beholder_beretningens_anden(albertslund):
    assert som_json("--fra", "2025-03-31") == som_json("--fra", "2025-03-31", "--til", "2025-03-31")
    assert som_json("--til", "2024-04-01") == som_json("--fra", "2024-04-01", "--til", "2024-04-01")


def test_en_tom_periode_giver_nuller_og_beholder_alle_linjer(albertslund):
    tomme = som_json("--fra", "2019-01-01", "--til", "2019-12-31")
    assert set(alle_tal(tomme).values()) == {0}
    assert [_rammen(tabel) for tabel in tomme] == [_rammen(tabel) for tabel in TRYKTE]


def _rammen(tabel: dict) -> tuple:
    return (
        tabel["titel"],
        tabel["kolonner"],
        [(raekke["navn"], raekke["niveau"]) for raekke in tabel["raekker"]],
    )


def test_de_tolv_maaneder_giver_tilsammen_aaret_i_hver_celle(albertslund):
    """Every unit of the four tables belongs to one day, so every cell adds up over the months."""
    summer = dict.fromkeys(alle_tal(TRYKTE), 0)
    for nr in range(12):
        aar, maaned = 2024 + (nr + 3) // 12, (nr + 3) % 12 + 1
        sidste = monthrange(aar, maaned)[1]
        fra, til = date(aar, maaned, 1), date(aar, maaned, sidste)
        talt = alle_tal(som_json("--fra", fra.isoformat(), "--til", til.isoformat()))
        assert set(talt) == set(summer)
        for sted, antal in talt.items():
            summer[sted] += antal
    assert summer == alle_tal(TRYKTE)


def test_at_taelle_om_aendrer_ikke_beretningen(albertslund):
    som_json("--fra", "2024-12-01", "--til", "2024-12-31")
    assert Beretning.objects.get() == albertslund
    assert (Beretning.objects.get().fra, Beretning.objects.get().til) == (
        date(2024, 4, 1),
        date(2025, 3, 31),
    )


@pytest.mark.parametrize(
    ("argumenter", "klage"),
    [
        (["ukendt"], "Der er ingen beretning »ukendt«. Der er: albertslund-2024-25."),
        ([NOEGLE, "--fra", "2024-13-01"], "»2024-13-01« er ikke en dato (ÅÅÅÅ-MM-DD)"),
        ([NOEGLE, "--til", "i går"], "»i går« er ikke en dato (ÅÅÅÅ-MM-DD)"),
        ([NOEGLE, "--til", ""], "»« er ikke en dato (ÅÅÅÅ-MM-DD)"),
        (
            [NOEGLE, "--fra", "2025-01-02", "--til", "2025-01-01"],
            "Perioden slutter 2025-01-01, før den begynder 2025-01-02.",
        ),
        (
            [NOEGLE, "--fra", "2025-04-01"],
            "Perioden slutter 2025-03-31, før den begynder 2025-04-01.",
        ),
    ],
)
def test_en_forkert_bestilling_siges_paa_dansk(afvist, argumenter, klage):
    assert klage in afvist("tabeller", *argumenter)


def test_uden_beretninger_siges_det(afvist):
    Beretning.objects.all().delete()
    assert "Der er ingen beretning »x«. Der er: ingen endnu." in afvist("tabeller", "x")


def test_en_tabel_med_fejl_skrives_ikke_og_de_andre_heller_ikke(afvist):
    Afsnit.objects.filter(noegle="emner").update(indhold={"maal": "hvaler"})
    klage = afvist("tabeller", NOEGLE, "--format", "json")
    assert "Tabellen tæller »hvaler«, som ikke er et mål." in klage


def test_fra_skallen_skrives_det_samme(fra_skallen):
    kode, ud, klage = fra_skallen("tabeller", NOEGLE, "--format", "json")
    assert (kode, klage) == (0, "")
    assert uden_noter(json.loads(ud)) == uden_noter(TRYKTE)


# Making a report from a template


def test_opret_beretning_siger_hvad_der_skete(fra_skallen):
    Beretning.objects.all().delete()
    for hvad in ("er oprettet", "findes og er ikke ændret"):
        kode, ud, klage = fra_skallen("opret_beretning", MAPPE / "beretning.json")
        assert (kode, ud, klage) == (0, f"Beretningen »{NOEGLE}« {hvad}.\n", "")


@pytest.mark.parametrize(
    ("indhold", "klage"),
    [
        (b"{", "er ikke gyldig JSON"),
        (b"", "er ikke gyldig JSON"),
        ("{}".encode("utf-16"), "er ikke gyldig JSON"),
        (b"[]", "beretningen: skal være et objekt."),
        (b"{}", "beretningen: »noegle« mangler."),
    ],
)
def test_en_skabelon_der_ikke_kan_bruges_siges_paa_dansk(afvist, tmp_path, indhold, klage):
    fil = tmp_path / "skabelon.json"
    fil.write_bytes(indhold)
    assert klage in afvist("opret_beretning", fil)
    assert Beretning.objects.count() == 1


def test_en_skabelon_der_ikke_findes_siges_med_sit_navn(afvist, tmp_path):
    fil = tmp_path / "findes-ikke.json"
    assert f"Filen {fil} kan ikke læses" in afvist("opret_beretning", fil)


# The PDF


@pytest.fixture
def en_hurtig_pdf(monkeypatch):
    """The command's own part is under test; what a PDF holds has tests of its own."""
    monkeypatch.setattr(dan_beretning, "dan_pdf", lambda udskrift: b"%PDF-1.7 " + b"x" * 2048)


def test_pdf_filen_skrives_og_dens_stoerrelse_siges(fra_skallen, en_hurtig_pdf, tmp_path):
    fil = tmp_path / "beretning.pdf"
    assert fra_skallen("dan_beretning", NOEGLE, "-o", fil) == (0, f"{fil} (2 kB)\n", "")
    assert fil.read_bytes().startswith(b"%PDF-1.7 ")
    assert list(tmp_path.iterdir()) == [fil]


def test_pdf_filen_kan_laeses_af_dem_der_kan_laese_en_ny_fil(fra_skallen, en_hurtig_pdf, tmp_path):
    (ny := tmp_path / "en ny fil").touch()
    fil = tmp_path / "beretning.pdf"
    fra_skallen("dan_beretning", NOEGLE, "-o", fil)
    assert stat.filemode(fil.stat().st_mode) == stat.filemode(ny.stat().st_mode)


def test_en_gammel_pdf_afloeses_helt(fra_skallen, en_hurtig_pdf, tmp_path):
    fil = tmp_path / "beretning.pdf"
    fil.write_bytes(b"gammel" * 10_000)
    fra_skallen("dan_beretning", NOEGLE, "-o", fil)
    assert len(fil.read_bytes()) == 2057


def test_en_beretning_med_fejl_dannes_ikke_og_den_gamle_fil_bliver(afvist, tmp_path):
    fil = tmp_path / "beretning.pdf"
    fil.write_bytes(b"gammel")
    Afsnit.objects.filter(overskrift="Forord").update(tekst="{tal: x | A | B} {henvis: y}")
    klage = afvist("dan_beretning", NOEGLE, "-o", fil)
    assert "Beretningen kan ikke dannes:" in klage
    assert "Beretningen har ingen tabel »x«." in klage
    assert "Beretningen har ingen tabel eller figur »y«." in klage
    assert [f.read_bytes() for f in tmp_path.iterdir()] == [b"gammel"]


def test_en_pdf_der_ikke_kan_saettes_lader_den_gamle_fil_vaere(afvist, monkeypatch, tmp_path):
    def kan_ikke(udskrift):
        raise PdfFejl(["Tabellen er for bred."])

    monkeypatch.setattr(dan_beretning, "dan_pdf", kan_ikke)
    fil = tmp_path / "beretning.pdf"
    fil.write_bytes(b"gammel")
    klage = afvist("dan_beretning", NOEGLE, "-o", fil)
    assert "Tabellen er for bred." in klage
    assert [f.read_bytes() for f in tmp_path.iterdir()] == [b"gammel"]


def test_en_fuld_disk_efterlader_ingen_halv_fil(afvist, en_hurtig_pdf, monkeypatch, tmp_path):
    def fuld(self, maal):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fuld)
    fil = tmp_path / "beretning.pdf"
    fil.write_bytes(b"gammel")
    assert f"{fil} kan ikke skrives: " in afvist("dan_beretning", NOEGLE, "-o", fil)
    assert [f.read_bytes() for f in tmp_path.iterdir()] == [b"gammel"]


def test_en_mappe_der_ikke_kan_skrives_i_siges_med_filens_navn(afvist, en_hurtig_pdf, tmp_path):
    (tmp_path / "fil").touch()
    (tmp_path / "mappe").mkdir()
    for fil in (
        tmp_path / "findes-ikke" / "b.pdf",
        tmp_path / "fil" / "b.pdf",
        tmp_path / "mappe",
    ):
        assert f"{fil} kan ikke skrives: " in afvist("dan_beretning", NOEGLE, "-o", fil)
    assert {f.name for f in tmp_path.rglob("*")} == {"fil", "mappe"}


def test_en_ukendt_beretning_har_ingen_pdf(afvist, tmp_path):
    klage = afvist("dan_beretning", "ukendt", "-o", tmp_path / "b.pdf")
    assert "Der er ingen beretning »ukendt«." in klage
    assert list(tmp_path.iterdir()) == []


@pytest.mark.pdf
def test_albertslunds_beretning_bliver_en_pdf(fra_skallen, tmp_path):
    fil = tmp_path / "beretning.pdf"
    kode, ud, klage = fra_skallen("dan_beretning", NOEGLE, "-o", fil)
    assert (kode, klage) == (0, "")
    data = fil.read_bytes()
    assert (data[:5], data.rstrip()[-5:]) == (b"%PDF-", b"%%EOF")
    assert ud == f"{fil} ({len(data) // 1024} kB)\n"
