"""What a password may be; refused in Danish, wherever it is chosen."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from henvendelser.models import Bruger


@pytest.mark.parametrize(
    ("adgangskode", "hvorfor"),
    [
        ("elleve tegn", "for kort"),
        ("918273645546", "udelukkende numerisk"),
        ("password1234", "for almindelig"),
        ("Sommer2026!!", "almindeligt ord"),
        ("adgangskode1", "almindeligt ord"),
        ("K0mmun3.1234", "almindeligt ord"),
        ("hejhejhejhej", "almindeligt ord"),
        ("  Velkommen123", "almindeligt ord"),
        ("Efterår-2026", "almindeligt ord"),
        ("anne.hansen12", "minder for meget om"),
    ],
)
def test_en_daarlig_adgangskode_afvises_med_en_dansk_grund(adgangskode, hvorfor):
    bruger = Bruger(username="anne.hansen", email="ah@kommune.example")
    with pytest.raises(ValidationError) as fejl:
        validate_password(adgangskode, bruger)
    assert hvorfor in " ".join(fejl.value.messages)


@pytest.mark.parametrize(
    "adgangskode",
    ["tolv tegn nu", "en lang sætning med ord", "sommer ved Vesterhavet", "xK9#mQ2$vL7p"],
)
def test_en_god_adgangskode_tages(adgangskode):
    validate_password(adgangskode, Bruger(username="anne.hansen"))
