"""The users' pages: what the administrator sees, does and gets wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.messages import get_messages
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client, override_settings
from django.utils import timezone

from borgerraadgiver.adgang.brugere import liste
from henvendelser.models import Afdeling, Bruger
from henvendelser.valg import Rolle
from tests.conftest import logget_ind, med_app

pytestmark = pytest.mark.django_db
LISTE, NY = "/opsaetning/brugere/", "/opsaetning/brugere/ny/"
UDFYLDT = {
    "navn": "Anne Prøve",
    "mail": "anne@kommune.example",
    "brugernavn": "anne",
    "rolle": "raadgiver",
}


@pytest.fixture
def klient(administrator) -> Client:
    return logget_ind(administrator)


@pytest.fixture
def anne(kontor) -> Bruger:
    anne = Bruger.objects.create_user(
        "anne",
        "anne@kommune.example",
        first_name="Anne",
        last_name="Prøve",
        rolle=Rolle.AFDELINGSLEDER,
    )
    anne.afdelinger.add(kontor.boern)
    return anne


def side(bruger: Bruger, sti: str = "") -> str:
    return f"{LISTE}{bruger.pk}/{sti}"


def besked(svar) -> str:
    """What is told by the answer; the messages before it may not have been shown yet."""
    return [str(besked) for besked in get_messages(svar.wsgi_request)][-1]


def fejl(svar) -> dict[str, list[str]]:
    assert svar.status_code == 200
    return dict(svar.context["form"].errors)


def formularen(klient: Client, bruger: Bruger, **aendret) -> dict:
    form = klient.get(side(bruger, "ret/")).context["form"]
    return dict(form.initial) | aendret


# --- A new user -----------------------------------------------------------------------------------


def test_en_ny_bruger_oprettes_og_inviteres_i_en_handling(klient, settings):
    settings.ADRESSE = "https://br.kommune.example"
    svar = klient.post(NY, UDFYLDT)
    anne = Bruger.objects.get(username="anne")
    assert svar["Location"] == side(anne)
    assert besked(svar) == "Anne Prøve er oprettet, og et link er sendt til anne@kommune.example."
    (brev,) = mail.outbox
    assert brev.to == ["anne@kommune.example"]
    assert re.search(r"https://br\.kommune\.example/vaelg-adgangskode/\S+", brev.body)
    assert "Prøve" not in brev.body
    assert liste.status(anne) == liste.Status.INVITERET


def test_den_samme_formular_to_gange_er_en_bruger_og_en_mail(klient):
    engang = klient.get(NY).context["engang"]
    for _ in range(2):
        svar = klient.post(NY, UDFYLDT | {"engang": engang})
        assert svar["Location"] == side(Bruger.objects.get(username="anne"))
    assert len(mail.outbox) == 1


class Nede(EmailBackend):
    def send_messages(self, email_messages):
        raise OSError("hemmelig.vaert nægter")


@pytest.mark.parametrize(
    "backend", [f"{__name__}.Nede", "django.core.mail.backends.dummy.EmailBackend"]
)
def test_en_mail_der_ikke_kan_sendes_siges_og_kan_sendes_igen(klient, backend):
    with override_settings(EMAIL_BACKEND=backend):
        svar = klient.post(NY, UDFYLDT)
    assert besked(svar).startswith(
        "Anne Prøve er oprettet, men mailen med linket kunne ikke sendes."
    )
    assert "Send invitationen igen" in besked(svar)
    assert "vaert" not in besked(svar)
    anne = Bruger.objects.get(username="anne")
    assert mail.outbox == []
    svar = klient.post(side(anne, "inviter/"))
    assert (len(mail.outbox), svar["Location"]) == (1, side(anne))


def test_er_der_intet_udfyldt_siges_det_ved_hvert_felt(klient):
    svar = klient.post(NY, {})
    assert set(fejl(svar)) == {"navn", "mail", "brugernavn", "rolle"}
    assert Bruger.objects.count() == 1


@pytest.mark.parametrize(
    ("felter", "felt", "ord_"),
    [
        ({"mail": "ADMIN@kommune.example"}, "mail", "allerede en bruger"),
        ({"brugernavn": "ADMINISTRATOR"}, "brugernavn", "allerede en bruger"),
        ({"mail": "anne"}, "mail", "fx navn@kommune.dk"),
        ({"mail": "anne@demo.invalid"}, "mail", "demoens"),
        ({"mail": "a" * 250 + "@kommune.example"}, "mail", "254"),
        ({"brugernavn": "anne prøve"}, "brugernavn", "brugernavn"),
        ({"brugernavn": "a" * 151}, "brugernavn", "150"),
        ({"navn": "Anne\x00"}, "navn", "Null"),
        ({"navn": "Anne 610190-1234"}, "navn", "CPR"),
        ({"rolle": "direktoer"}, "rolle", "Vælg en af rollerne"),
        ({"rolle": "afdelingsleder"}, "afdelinger", "mindst én afdeling"),
        ({"rolle": "afdelingsleder", "afdelinger": ["99999"]}, "afdelinger", "fra listen"),
        ({"rolle": "afdelingsleder", "afdelinger": ["x"]}, "afdelinger", "fra listen"),
    ],
)
def test_det_forkerte_siges_ved_sit_felt_og_intet_gemmes(klient, administrator, felter, felt, ord_):
    administrator.email = "admin@kommune.example"
    administrator.save()
    svar = klient.post(NY, UDFYLDT | felter)
    (fundet,) = fejl(svar).items()
    assert fundet[0] == felt
    assert ord_.lower() in " ".join(fundet[1]).lower()
    assert Bruger.objects.count() == 1
    assert mail.outbox == []
    if "navn" not in felter:
        assert "Anne Prøve" in svar.content.decode()  # what was typed is kept


def test_de_afdelinger_der_findes_i_dag_og_er_kommunens_kan_vaelges(klient, kontor):
    Afdeling.objects.create(navn="Nedlagt", gyldig_til=date(2020, 1, 1))
    Afdeling.objects.create(navn="Anden myndighed", ekstern=True)
    Afdeling.objects.create(navn="Kommende", gyldig_fra=date(2099, 1, 1))
    form = klient.get(NY).context["form"]
    assert {a.navn for a in form.afdelinger.values()} == {
        "Børn & Familie",
        "Skole",
        "Skolefritid",
    }


def test_en_nedlagt_afdeling_beholdes_af_den_der_har_den(klient, anne, kontor):
    kontor.boern.gyldig_til = date(2020, 1, 1)
    kontor.boern.save()
    klient.post(side(anne, "ret/"), formularen(klient, anne, navn="Anne Ny"))
    anne.refresh_from_db()
    assert (anne.first_name, anne.last_name) == ("Anne", "Ny")
    assert set(anne.afdelinger.all()) == {kontor.boern}


# --- Changing one ---------------------------------------------------------------------------------


def test_rolle_og_afdelinger_kan_rettes(klient, anne, kontor):
    data = formularen(klient, anne, mail="ny@kommune.example", afdelinger=[kontor.skole.pk])
    assert klient.post(side(anne, "ret/"), data)["Location"] == side(anne)
    anne.refresh_from_db()
    assert anne.email == "ny@kommune.example"
    assert set(anne.afdelinger.all()) == {kontor.skole}
    klient.post(side(anne, "ret/"), formularen(klient, anne, rolle="administrator"))
    anne.refresh_from_db()
    assert (anne.rolle, anne.afdelinger.count()) == (Rolle.ADMINISTRATOR, 0)


def test_brugernavnet_kan_ikke_aendres(klient, anne):
    klient.post(side(anne, "ret/"), formularen(klient, anne, brugernavn="bo"))
    anne.refresh_from_db()
    assert anne.username == "anne"


def test_to_administratorer_retter_ikke_oven_i_hinanden(klient, anne, kontor):
    sidst = formularen(klient, anne, navn="Anne Sidst")
    klient.post(side(anne, "ret/"), formularen(klient, anne, afdelinger=[kontor.skole.pk]))
    svar = klient.post(side(anne, "ret/"), sidst)
    assert "En anden har rettet brugeren" in svar.content.decode()
    assert "Anne Sidst" in svar.content.decode()
    anne.refresh_from_db()
    assert anne.last_name == "Prøve"
    # Sent again on purpose, from the page that told of it.
    igen = sidst | {"version": svar.context["form"]["version"].value()}
    assert klient.post(side(anne, "ret/"), igen).status_code == 302
    anne.refresh_from_db()
    assert (anne.last_name, set(anne.afdelinger.all())) == ("Sidst", {kontor.boern})


def test_ens_egen_rolle_staar_ikke_i_formularen_og_aendres_ikke_udenom(klient, administrator):
    sti = side(administrator, "ret/")
    data = formularen(klient, administrator, navn="Ada", mail="ada@kommune.example")
    assert set(klient.get(sti).context["form"].fields) == {"navn", "mail", "version"}
    klient.post(sti, data | {"rolle": "raadgiver"})
    administrator.refresh_from_db()
    assert (administrator.first_name, administrator.rolle) == ("Ada", Rolle.ADMINISTRATOR)
    for handling in ("luk/", "log-ud/", "nulstil-faktor/"):
        assert "kan ikke bruges" in besked(klient.post(side(administrator, handling)))
    administrator.refresh_from_db()
    assert administrator.is_active
    assert klient.get(LISTE).status_code == 200


def test_kommunens_bruger_vises_men_rettes_ikke_her(klient, anne):
    SocialAccount.objects.create(user=anne, provider="kommunen", uid="x#1")
    svar = klient.get(side(anne))
    assert "Brugeren kommer fra kommunens login" in svar.content.decode()
    assert side(anne, "ret/") not in svar.content.decode()
    for send in (klient.get, klient.post):
        assert send(side(anne, "ret/"), {"rolle": "raadgiver"})["Location"] == side(anne)
    anne.refresh_from_db()
    assert anne.rolle == Rolle.AFDELINGSLEDER
    klient.post(side(anne, "luk/"))
    anne.refresh_from_db()
    assert not anne.is_active


# --- What is confirmed first ----------------------------------------------------------------------

STIER = {"inviter/", "nulstil-faktor/", "log-ud/", "luk/", "genaabn/"}


@pytest.mark.parametrize(
    ("tilstand", "kan"),
    [
        ("inviteret", {"inviter/", "log-ud/", "luk/"}),
        ("aktiv", {"nulstil-faktor/", "log-ud/", "luk/"}),
        ("lukket", {"genaabn/"}),
    ],
)
def test_hver_tilstand_har_sine_handlinger(klient, anne, tilstand, kan):
    if tilstand != "inviteret":
        anne.set_password("noget")
        med_app(anne)
    anne.is_active = tilstand != "lukket"
    anne.save()
    html = klient.get(side(anne)).content.decode()
    assert {sti for sti in STIER if side(anne, sti) in html} == kan
    for sti in STIER:
        assert klient.get(side(anne, sti)).status_code == (200 if sti in kan else 302), sti


def test_at_se_siden_goer_intet(klient, anne):
    med_app(anne)
    for sti in STIER:
        klient.get(side(anne, sti))
    anne.refresh_from_db()
    assert anne.is_active
    assert anne.authenticator_set.count() == 1
    assert mail.outbox == []


def test_lukket_genaabnet_og_nulstillet(klient, anne):
    med_app(anne)
    klient.post(side(anne, "nulstil-faktor/"))
    assert anne.authenticator_set.count() == 0
    for sti, aktiv in (("luk/", False), ("genaabn/", True)):
        assert klient.post(side(anne, sti)).status_code == 302
        anne.refresh_from_db()
        assert anne.is_active is aktiv


def test_en_regel_der_staar_imod_siges(klient, anne, monkeypatch):
    """As when the last but one administrator was closed after the page was shown."""
    from borgerraadgiver.adgang.brugere import handlinger

    monkeypatch.setattr(handlinger, "_laas_administratorer", lambda af: {anne.pk})
    assert "mindst én aktiv administrator" in besked(klient.post(side(anne, "luk/")))
    anne.refresh_from_db()
    assert anne.is_active


# --- The list -------------------------------------------------------------------------------------


def test_listen_siger_hvem_der_er_hvor(klient, anne, administrator, raadgiver):
    raadgiver.last_login = timezone.now()
    raadgiver.save()
    Bruger.objects.create_user("aage", first_name="Åge", is_active=False)
    Bruger.objects.create_user("oda", first_name="Oda", password="noget", rolle=Rolle.RAADGIVER)
    linjer = klient.get(LISTE).context["linjer"]
    assert [
        (linje["bruger"].username, str(linje["status"]), linje["faktor"]) for linje in linjer
    ] == [
        ("administrator", "Aktiv", "Sat op"),
        ("raadgiver", "Aktiv", "Mangler"),
        ("anne", "Inviteret", "Mangler"),
        ("oda", "Aktiv", "Mangler"),
        ("aage", "Lukket", "Mangler"),  # Danish order: Å last
    ]


def test_kontoret_ser_hvem_der_har_adgang_og_kan_intet_aendre(anne, raadgiver):
    klient = logget_ind(raadgiver)
    html = klient.get("/adgang/").content.decode()
    assert "Anne Prøve" in html
    assert "Børn &amp; Familie" in html
    assert "/adgang/" in klient.get("/konto/").content.decode()
    for skjult in ("anne@kommune.example", NY, side(anne), "Sidst logget ind"):
        assert skjult not in html
    for sti in (LISTE, NY, side(anne), side(anne, "ret/"), *(side(anne, sti) for sti in STIER)):
        assert klient.post(sti, UDFYLDT).status_code == 404
    assert Bruger.objects.count() == 2


def test_mange_brugere_koster_ikke_flere_forespoergsler(
    klient, anne, kontor, django_assert_num_queries
):
    def flere(antal: int) -> None:
        for nummer in range(Bruger.objects.count(), antal):
            ny = Bruger.objects.create_user(f"bruger{nummer}", rolle=Rolle.AFDELINGSLEDER)
            ny.afdelinger.set([kontor.boern, kontor.skole])

    klient.get(LISTE)
    for antal in (2, 10, 200):
        flere(antal)
        with django_assert_num_queries(6):
            svar = klient.get(LISTE)
        assert svar.context["side"].paginator.count == antal
        with django_assert_num_queries(5):
            klient.get(side(anne))
