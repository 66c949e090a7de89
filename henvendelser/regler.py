"""Rules that a form, an imported row and any other caller meet alike, with their Danish answers.

What the database can hold is a constraint on the model; here is what depends on today's date or
on another row.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from . import cpr

FOERSTE_DAG = date(1990, 1, 1)


def i_dag() -> date:
    """Today in Denmark."""
    return timezone.localdate()


def dansk_dato(dag: date) -> str:
    """E.g. "3. april 2024"."""
    return date_format(dag, "j. F Y")


def dag_i_registret(dag: date) -> None:
    """A day on which something has happened: not in the future, and not a slip of the key.

    Raises ValidationError. Today is allowed.
    """
    if dag > i_dag():
        raise ValidationError(
            f"Datoen {dansk_dato(dag)} ligger ude i fremtiden. Skriv en dato til og med i dag."
        )
    if dag < FOERSTE_DAG:
        raise ValidationError(
            f"Datoen {dansk_dato(dag)} ligger før {FOERSTE_DAG.year}. Er årstallet rigtigt?"
        )


def afdeling_findes_den_dag(afdeling, dag: date) -> None:
    """A case belongs to a department that existed on the day it was received.

    Raises ValidationError that names the successor, where there is one.
    """
    if afdeling.gyldig_fra and dag < afdeling.gyldig_fra:
        raise ValidationError(f"»{afdeling}« findes først fra {dansk_dato(afdeling.gyldig_fra)}.")
    if afdeling.gyldig_til and dag > afdeling.gyldig_til:
        afloeser = f" Vælg »{afdeling.efterfoelger}«." if afdeling.efterfoelger else ""
        raise ValidationError(
            f"»{afdeling}« blev nedlagt {dansk_dato(afdeling.gyldig_til)}.{afloeser}"
        )


def gyldigt_cpr(tekst: str) -> None:
    """A CPR number of somebody who is born. Raises ValidationError, which does not repeat it."""
    cifre = cpr.laes(tekst)
    if not cifre:
        raise ValidationError(
            "Skriv CPR-nummeret som DDMMÅÅ-SSSS eller ti cifre. De første seks skal være en dato."
        )
    if cpr.foedselsdag(cifre) > i_dag():
        raise ValidationError("CPR-nummerets fødselsdag ligger ude i fremtiden.")


def uden_cpr(tekst: str) -> None:
    """No CPR number in a free text, where it would be kept in clear. Raises ValidationError.

    A day of birth in the future counts too: what only looks like a number is no loss to reword.
    """
    if cpr.er_i(tekst):
        raise ValidationError(
            "Her står noget, der ligner et CPR-nummer. Det må kun stå i feltet »CPR-nummer« på "
            "henvendelsen. Er det et andet nummer, så skriv det med mellemrum, fx 123 456 7890."
        )
