"""What the runs of bin/test came to: read from pytest's reports, told in a table."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

I_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@dataclass
class Koersel:
    """One line of the table."""

    navn: str
    bestaaet: set[str] = field(default_factory=set)
    fejlet: list[str] = field(default_factory=list)
    sprunget: dict[str, str] = field(default_factory=dict)  # test -> reason
    sekunder: float = 0.0
    note: str = ""


def laes(rapport: Path, resultat: Koersel) -> None:
    if not rapport.exists():
        return
    for sag in ET.parse(rapport).iter("testcase"):  # noqa: S314 (pytest's own)
        navn = f"{sag.get('classname')}::{sag.get('name')}"
        sprunget = sag.find("skipped")
        if sag.find("failure") is not None or sag.find("error") is not None:
            resultat.bestaaet.discard(navn)
            resultat.fejlet.append(navn)
        elif sprunget is not None:
            if sprunget.get("type") == "pytest.xfail":
                resultat.bestaaet.add(navn)
                resultat.note = "har forventede fejl (xfail)"
            else:
                resultat.sprunget[navn] = sprunget.get("message") or "uden grund"
        elif navn not in resultat.fejlet:
            resultat.bestaaet.add(navn)


def komma(sekunder: float) -> str:
    return f"{sekunder:.1f}".replace(".", ",")


def kort(k: Koersel) -> str:
    dele = [f"{len(k.bestaaet)} bestået"]
    if k.fejlet:
        dele.append(f"{len(k.fejlet)} FEJLET")
    if k.sprunget:
        dele.append(f"{len(k.sprunget)} sprunget over")
    if k.note:
        dele.append(k.note)
    return f"{k.navn}: {', '.join(dele)} ({komma(k.sekunder)} s)"


def opgoer(koersler: list[Koersel]) -> int:
    """The table, what was left out, and the last line; the exit code."""
    # What one database's run skips and the other's passes has been run.
    koert = set().union(*(k.bestaaet for k in koersler))
    for k in koersler:
        k.sprunget = {navn: grund for navn, grund in k.sprunget.items() if navn not in koert}
    print(f"\n{'Kørsel':<14}{'Bestået':>9}{'Fejlet':>9}{'Sprunget over':>16}{'Sekunder':>11}")
    for k in koersler:
        tal = f"{len(k.bestaaet):>9}{len(k.fejlet):>9}{len(k.sprunget):>16}"
        print(f"{k.navn:<14}{tal}{komma(k.sekunder):>11}  {k.note}".rstrip())
    bestaaet = sum(len(k.bestaaet) for k in koersler)
    fejlet = sum(len(k.fejlet) for k in koersler)
    sprunget = sum(len(k.sprunget) for k in koersler)
    for k in koersler:
        for navn in k.fejlet:
            print(f"\nFEJLET ({k.navn}): {navn}", end="")
    if sprunget:
        print(
            "\n\n!!! SPRUNGET OVER, altså ikke prøvet" + (" (i CI en fejl)" if I_CI else "") + ":"
        )
        for k in koersler:
            for navn, grund in k.sprunget.items():
                print(f"!!! {k.navn}: {navn}: {grund}")
    if I_CI:
        fejlet, sprunget = fejlet + sprunget, 0
    if not bestaaet and not fejlet:
        print("\nIngen prøver blev kørt.")
    print(f"\n{bestaaet} passed, {fejlet} failed" + (f", {sprunget} skipped" if sprunget else ""))
    return 1 if fejlet or not bestaaet else 0
