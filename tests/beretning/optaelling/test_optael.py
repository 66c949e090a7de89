"""The laws of counting, over random registers, against brute force in plain Python."""

from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from beretning.optaelling import DIMENSIONER, MAAL, Akse, Erklaering, Erklaeringsfejl, optael
from beretning.optaelling.alle import maerkedimension
from henvendelser.models import Maerke

from .orakel import EGNE_KOLONNER, I_ALT, taelling
from .tilfaeldigt_register import MAERKER, PERIODE, fyld, registre

TRAEER = {"afdeling", "emne"}


def _erklaering(maal, raekker, kolonner, **valg) -> Erklaering | None:
    try:
        return Erklaering(
            noegle="t",
            titel="T",
            maal=maal,
            raekker=Akse(raekker, **valg),
            kolonner=kolonner
            and Akse(kolonner, efter_hovedsag=_hovedsag_ogsaa(maal, kolonner, valg)),
        )
    except Erklaeringsfejl:
        return None


def _hovedsag_ogsaa(maal, kolonner, valg) -> bool:
    return valg.get("efter_hovedsag", False) and kolonner.er_finere(maal)


# The office's own markers as `fyld` makes them; no marker has code of its own.
ALLE = (
    *DIMENSIONER,
    *(
        maerkedimension(Maerke(pk=nr + 1, noegle=f"m{nr}", navn=f"Maerke {nr}", slags=slags))
        for nr, slags in enumerate(MAERKER)
    ),
)


@cache
def alle_par() -> tuple[Erklaering, ...]:
    """Every measure x row dimension x column dimension that can be declared."""
    par = (
        _erklaering(maal, raekker, kolonner)
        for maal, raekker, kolonner in product(MAAL.values(), ALLE, [None, *ALLE])
    )
    return tuple(erklaering for erklaering in par if erklaering)


@cache
def alle_traevalg() -> tuple[Erklaering, ...]:
    """Every way of rolling a tree up, and counting by the hovedsag."""
    valg = [
        {"niveau": niveau, "mellemsummer": mellemsummer, **mere}
        for niveau, mellemsummer in product([None, 1, 2], [False, True])
        for mere in ({}, {"efter_hovedsag": True}, {"efterfoelgere": True})
    ]
    par = (
        _erklaering(maal, raekker, kolonner, **et_valg)
        for maal, raekker, kolonner, et_valg in product(MAAL.values(), ALLE, [None, *ALLE], valg)
        if raekker.er_trae and not (et_valg.get("efterfoelgere") and raekker.noegle == "emne")
    )
    return tuple(erklaering for erklaering in par if erklaering)


def navn(erklaering: Erklaering) -> str:
    akser = [akse.dimension.noegle for akse in erklaering.akser]
    akse = erklaering.raekker
    valg = [f"niveau{akse.niveau}"] if akse.niveau else []
    for felt in ("mellemsummer", "efter_hovedsag", "efterfoelgere"):
        valg += [felt] if getattr(akse, felt) else []
    return "-".join([erklaering.maal.noegle, *akser, *valg])


def celler(tabel) -> dict[tuple[str, str], object]:
    """The table's cells by their labels, the totals among them."""
    kolonner = [I_ALT if kolonne.er_total else kolonne.navn for kolonne in tabel.kolonner]
    raekker = [*((raekke.navn, raekke.celler) for raekke in tabel.raekker), (I_ALT, tabel.i_alt)]
    return {
        (raekke, kolonne): celle
        for raekke, linje in raekker
        for kolonne, celle in zip(kolonner, linje, strict=True)
    }


def forventet(register, erklaering) -> dict:
    akse, kolonne = erklaering.raekker, erklaering.kolonner
    if erklaering.maal.noegle in EGNE_KOLONNER:
        return EGNE_KOLONNER[erklaering.maal.noegle](
            register,
            akse.dimension.noegle,
            niveau=akse.niveau,
            mellemsummer=akse.mellemsummer,
            efterfoelgere=akse.efterfoelgere,
        )
    return taelling(
        register,
        erklaering.maal.noegle,
        akse.dimension.noegle,
        kolonne and kolonne.dimension.noegle,
        niveau=akse.niveau,
        mellemsummer=akse.mellemsummer,
        efter_hovedsag=erklaering.efter_hovedsag,
        efterfoelgere=akse.efterfoelgere,
    )


def efterse(register, erklaering) -> None:
    """Every cell equals the oracle, nothing the oracle counts is missing, sums hold."""
    tabel = optael(erklaering, PERIODE)
    trykt = {sted: celle.antal for sted, celle in celler(tabel).items()}
    sandt = forventet(register, erklaering)
    egne = erklaering.maal.noegle in EGNE_KOLONNER
    intet = {sted: None if egne and sted[1] in (I_ALT, "Længst, dage") else 0 for sted in trykt}
    assert trykt == {sted: sandt.get(sted, intet[sted]) for sted in trykt}
    assert {sted for sted, antal in sandt.items() if antal} <= set(trykt)
    if not egne:
        _summer_holder(tabel, erklaering)


def _summer_holder(tabel, erklaering) -> None:
    if not erklaering.raekker.er_flertydig(erklaering.maal):
        for nr, i_alt in enumerate(tabel.i_alt):
            assert sum(raekke.celler[nr].antal for raekke in tabel.linjer()) == i_alt.antal
            for raekke in tabel.raekker:
                if raekke.har_underlinjer:
                    under = tabel._under(raekke)
                    assert sum(r.celler[nr].antal for r in under) == raekke.celler[nr].antal
    if erklaering.kolonner and not erklaering.kolonner.er_flertydig(erklaering.maal):
        for linje in [*(raekke.celler for raekke in tabel.raekker), tabel.i_alt]:
            assert sum(celle.antal for celle in linje[:-1]) == linje[-1].antal


def eftersesliste(erklaering) -> None:
    """Each cell is the length of the list it links to, or what the list adds up to."""
    maal = erklaering.maal
    for sted, celle in celler(optael(erklaering, PERIODE)).items():
        if maal.noegle in EGNE_KOLONNER and sted[1] in (I_ALT, "Længst, dage"):
            continue  # per cent or days: the counts they are of stand beside them
        liste = maal.filter(dict(celle.filter), queryset=maal.grain.objects.all())
        assert not liste.form.errors
        if maal.sum_af:
            assert sum(getattr(r, maal.sum_af) or 0 for r in liste.qs) == celle.antal, sted
        else:
            assert liste.qs.count() == celle.antal, sted


# There are thousands of declarations: few registers under all of them, more under a part.
BROEKDEL = 48
ALLE_PAA_HVERT = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
ALLE_TRAEER = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
EN_DEL_PAA_HVERT = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.langsom
class TestHverErklaering(TestCase):
    """All pairs on each random register: the register is built once for all of them."""

    @ALLE_PAA_HVERT
    @given(registre())
    def test_hvert_maal_gange_hver_dimension_taeller_som_i_haanden(self, register):
        fyld(register)
        for erklaering in alle_par():
            efterse(register, erklaering)

    @ALLE_TRAEER
    @given(registre())
    def test_hver_maade_at_folde_et_trae_paa_taeller_som_i_haanden(self, register):
        fyld(register)
        for erklaering in alle_traevalg():
            efterse(register, erklaering)

    @EN_DEL_PAA_HVERT
    @given(registre(), st.integers(0, BROEKDEL - 1))
    def test_hver_celle_er_laengden_af_listen_bag_den(self, register, fra):
        """A part of the declarations on each register: a list is a query a cell."""
        fyld(register)
        for erklaering in [*alle_par(), *alle_traevalg()[::5]][fra::BROEKDEL]:
            eftersesliste(erklaering)


class TestEtUdsnitAfErklaeringerne(TestCase):
    """The same laws on a few examples, for the quick run."""

    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(registre())
    def test_et_udsnit_taeller_som_i_haanden(self, register):
        fyld(register)
        for erklaering in [*alle_par()[::23], *alle_traevalg()[::61]]:
            efterse(register, erklaering)


def test_der_er_saa_mange_par_som_der_kan_erklaeres():
    """The walk above covers every measure and every dimension."""
    par = alle_par()
    assert {erklaering.maal.noegle for erklaering in par} == set(MAAL)
    assert {akse.dimension for e in par for akse in e.akser} == set(ALLE)
    assert len(par) == len({navn(erklaering) for erklaering in par})
