"""Making, changing, closing and reopening a user: the rules, the log, and who is told."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from borgerraadgiver.adgang.brugere import handlinger as h
from borgerraadgiver.adgang.handlinger import afslut_sessioner, nulstil_faktor
from henvendelser.forms.felter import Rettet
from henvendelser.models import Bruger, Logpost
from henvendelser.valg import Handling, Rolle
from tests.conftest import logget_ind, med_app

pytestmark = pytest.mark.django_db
ANNE = "anne@kommune.example"


def opret(af, **aendret) -> Bruger:
    felter = {
        "brugernavn": "anne",
        "navn": "Anne Marie Prøve",
        "mail": ANNE,
        "rolle": Rolle.RAADGIVER,
    }
    return h.opret_bruger(af=af, **felter | aendret)


def ret(bruger, af, **aendret) -> Bruger:
    bruger = Bruger.objects.get(pk=bruger.pk)
    felter = {
        "navn": bruger.get_full_name(),
        "mail": bruger.email,
        "rolle": bruger.rolle,
        "afdelinger": list(bruger.afdelinger.all()),
    }
    return h.ret_bruger(bruger=bruger, af=af, **felter | aendret)


@pytest.fixture
def anne(administrator) -> Bruger:
    return opret(administrator)


@pytest.fixture
def anden_administrator(db) -> Bruger:
    return Bruger.objects.create_user("anden", "anden@kommune.example", rolle=Rolle.ADMINISTRATOR)


@pytest.fixture
def poster():
    """The changes of rights logged since: whose they are, by whom, and what."""
    foer = Logpost.objects.count()

    def siden() -> list[tuple[str, dict]]:
        nye = Logpost.objects.order_by("id")[foer:]
        return [
            (post.brugernavn, post.aendringer)
            for post in nye
            if post.handling == Handling.RETTIGHEDSAENDRING
        ]

    return siden


# --- What an action makes, and its one entry ------------------------------------------------------


def test_en_ny_bruger_har_sit_og_ingen_adgangskode(administrator, kontor):
    anne = opret(
        administrator,
        brugernavn="Anne",
        mail="Anne@Kommune.example",
        rolle=Rolle.AFDELINGSLEDER,
        afdelinger=[kontor.skole, kontor.boern],
    )
    anne.refresh_from_db()
    assert (anne.username, anne.first_name, anne.last_name, anne.email, anne.rolle) == (
        *("anne", "Anne Marie", "Prøve", ANNE),
        Rolle.AFDELINGSLEDER,
    )
    assert set(anne.afdelinger.all()) == {kontor.skole, kontor.boern}
    assert not anne.has_usable_password()


def test_kun_en_leder_har_afdelinger(administrator, kontor):
    anne = opret(administrator, afdelinger=[kontor.boern])
    assert not anne.afdelinger.exists()
    ret(anne, administrator, rolle=Rolle.AFDELINGSLEDER, afdelinger=[kontor.boern])
    assert set(anne.afdelinger.all()) == {kontor.boern}
    ret(anne, administrator, rolle=Rolle.RAADGIVER, afdelinger=[kontor.boern])
    assert not anne.afdelinger.exists()


def test_hver_handling_er_netop_en_post(administrator, kontor, poster):
    anne = opret(administrator, rolle=Rolle.AFDELINGSLEDER, afdelinger=[kontor.boern])
    ret(anne, administrator, afdelinger=[kontor.skole])
    ret(anne, administrator, mail="ny@kommune.example")
    ret(anne, administrator, rolle=Rolle.RAADGIVER)
    med_app(anne)
    nulstil_faktor(bruger=anne, af=administrator)
    afslut_sessioner(bruger=anne, af=administrator)
    h.luk_bruger(bruger=anne, af=administrator)
    h.genaabn_bruger(bruger=anne, af=administrator)
    af = "administrator"
    assert poster() == [
        (
            af,
            {
                "rolle": [None, "afdelingsleder"],
                "is_active": [None, True],
                "is_staff": [None, False],
                "is_superuser": [None, False],
                "afdelinger": [None, ["Børn & Familie"]],
            },
        ),
        (af, {"afdelinger": [["Børn & Familie"], ["Skole"]]}),
        (af, {"email": None}),
        (af, {"rolle": ["afdelingsleder", "raadgiver"], "afdelinger": [["Skole"], None]}),
        (af, {"ekstra_faktor": [1, 0]}),
        (af, {"sessioner": [0, 0]}),
        (af, {"is_active": [True, False]}),
        (af, {"is_active": [False, True]}),
    ]


def test_et_nyt_navn_er_ikke_en_rettighed(administrator, anne, poster):
    ret(anne, administrator, navn="Anne Ny")
    assert poster() == []


def test_det_der_afvises_logges_ikke_og_aendrer_intet(administrator, anne, poster):
    with pytest.raises(ValidationError):
        ret(anne, administrator, rolle=Rolle.AFDELINGSLEDER, mail="ny@kommune.example")
    anne.refresh_from_db()
    assert (anne.rolle, anne.email, poster()) == (Rolle.RAADGIVER, ANNE, [])


# --- What ends the sessions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "handling",
    [
        lambda bruger, af: h.luk_bruger(bruger=bruger, af=af),
        lambda bruger, af: ret(bruger, af, rolle=Rolle.ADMINISTRATOR),
        lambda bruger, af: h.log_en_anden_ud(bruger=bruger, af=af),
        lambda bruger, af: h.nulstil_en_andens_faktor(bruger=bruger, af=af),
    ],
    ids=["lukket", "anden rolle", "logget ud", "nulstillet faktor"],
)
def test_en_aendret_adgang_slutter_sessionen_straks(administrator, anne, handling):
    klient, egen = logget_ind(anne), logget_ind(administrator)
    assert klient.get("/konto/").status_code == 200
    handling(anne, administrator)
    assert klient.get("/konto/").status_code == 302
    assert egen.get("/konto/").status_code == 200
    if not Bruger.objects.get(pk=anne.pk).is_active:
        h.genaabn_bruger(bruger=anne, af=administrator)
        assert klient.get("/konto/").status_code == 302  # an old session does not wake


# --- The rules ------------------------------------------------------------------------------------


def test_ingen_aendrer_sin_egen_rolle_eller_lukker_sig_selv(administrator, anden_administrator):
    for rolle in (Rolle.RAADGIVER, Rolle.AFDELINGSLEDER, ""):
        with pytest.raises(h.IkkeTilladt, match="din egen rolle"):
            ret(administrator, administrator, rolle=rolle, mail="x@kommune.example")
    with pytest.raises(h.IkkeTilladt, match="din egen adgang"):
        h.luk_bruger(bruger=administrator, af=administrator)
    for handling in (h.log_en_anden_ud, h.nulstil_en_andens_faktor):
        with pytest.raises(h.IkkeTilladt, match="Din konto"):
            handling(bruger=administrator, af=administrator)
    administrator.refresh_from_db()
    assert (administrator.rolle, administrator.is_active) == (Rolle.ADMINISTRATOR, True)


def test_sit_navn_og_sin_mail_maa_man_rette(administrator):
    ret(administrator, administrator, navn="Ada Min", mail="ada@kommune.example")
    administrator.refresh_from_db()
    assert (administrator.get_full_name(), administrator.email, administrator.rolle) == (
        *("Ada Min", "ada@kommune.example"),
        Rolle.ADMINISTRATOR,
    )


def test_den_sidste_administrator_bliver(administrator, anden_administrator):
    h.luk_bruger(bruger=anden_administrator, af=administrator)
    with pytest.raises(h.IkkeTilladt, match="mindst én aktiv"):
        h.luk_bruger(bruger=administrator, af=None)
    with pytest.raises(h.IkkeTilladt, match="mindst én aktiv"):
        ret(administrator, None, rolle=Rolle.RAADGIVER, mail=ANNE)
    h.genaabn_bruger(bruger=anden_administrator, af=administrator)
    h.luk_bruger(bruger=administrator, af=anden_administrator)
    aktive = Bruger.objects.filter(rolle=Rolle.ADMINISTRATOR, is_active=True)
    assert set(aktive) == {anden_administrator}


def test_kun_en_der_er_administrator_nu_kan_noget(
    administrator, anden_administrator, anne, raadgiver
):
    h.luk_bruger(bruger=anden_administrator, af=administrator)
    for af in (anden_administrator, raadgiver):  # the first believes still to be one
        for handling in (
            lambda af=af: h.luk_bruger(bruger=anne, af=af),
            lambda af=af: h.genaabn_bruger(bruger=anne, af=af),
            lambda af=af: ret(anne, af, navn="Ny"),
            lambda af=af: opret(af, brugernavn="bo", mail="bo@kommune.example"),
        ):
            with pytest.raises(h.IkkeTilladt, match="ikke længere administrator"):
                handling()


def test_kommunens_egne_brugere_rettes_i_kommunens_login(administrator, anne):
    SocialAccount.objects.create(user=anne, provider="kommunen", uid="x#1")
    with pytest.raises(h.IkkeTilladt, match="kommunens login"):
        ret(anne, administrator, rolle=Rolle.ADMINISTRATOR)
    h.luk_bruger(bruger=anne, af=administrator)
    anne.refresh_from_db()
    assert (anne.rolle, anne.is_active) == (Rolle.RAADGIVER, False)


def test_en_anden_har_rettet_imens(administrator, anne, kontor):
    set_som = h.brugerens_aftryk(anne)
    ret(anne, administrator, rolle=Rolle.AFDELINGSLEDER, afdelinger=[kontor.boern])
    with pytest.raises(Rettet):
        ret(anne, administrator, set_som=set_som)
    nu = h.brugerens_aftryk(Bruger.objects.get(pk=anne.pk))
    ret(anne, administrator, afdelinger=[kontor.skole], set_som=nu)
    with pytest.raises(Rettet):  # the departments alone are enough
        ret(anne, administrator, set_som=nu)


@pytest.mark.parametrize(
    ("felter", "felt"),
    [
        ({"rolle": Rolle.AFDELINGSLEDER}, "afdelinger"),
        ({"mail": "ikke en adresse"}, "email"),
        ({"mail": "x@demo.invalid"}, "mail"),
        ({"rolle": "direktoer"}, "rolle"),
        ({"brugernavn": "to ord"}, "username"),
    ],
)
def test_hvad_en_bruger_skal_have(administrator, felter, felt):
    with pytest.raises(ValidationError) as fejl:
        opret(administrator, **felter)
    assert set(fejl.value.error_dict) == {felt}
    assert not Bruger.objects.exclude(pk=administrator.pk).exists()


def test_databasen_selv_har_hvert_brugernavn_og_hver_mail_en_gang(anne):
    for felter in ({"username": "ANNE"}, {"username": "anne2", "email": ANNE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bruger.objects.create(**felter)


# --- The advisers are told ------------------------------------------------------------------------


@pytest.fixture
def bo(db) -> Bruger:
    """An adviser who is there already."""
    return Bruger.objects.create_user(
        "bo", "bo@kommune.example", first_name="Bo", rolle=Rolle.RAADGIVER
    )


@pytest.fixture
def brev(bo, django_capture_on_commit_callbacks):
    """Does something, and tells what was sent: to whom, and its first paragraphs."""

    def efter(handling) -> tuple[set[str], list[str]]:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            handling()
        breve = [(tuple(b.to), b.body) for b in mail.outbox]
        assert all(len(til) == 1 for til, _ in breve)
        tekster = {tekst for _, tekst in breve}
        assert len(tekster) <= 1
        linjer = tekster.pop().split("\n\n")[1].splitlines() if tekster else []
        return {til[0] for til, _ in breve}, linjer

    return efter


def test_raadgiverne_faar_besked_om_hver_aendring_af_en_adgang(administrator, brev, kontor):
    bo = "bo@kommune.example"
    assert brev(lambda: opret(administrator)) == (
        {bo},
        ["Anne Marie Prøve har fået rollen borgerrådgiver."],
    )
    anne = Bruger.objects.get(username="anne")
    ny = "ny@kommune.example"
    assert brev(lambda: ret(anne, administrator, mail=ny)) == (
        {bo, ANNE, ny},  # the old address, too
        ["Anne Marie Prøve har fået en anden mailadresse."],
    )
    anne.refresh_from_db()
    med_app(anne)
    assert brev(lambda: nulstil_faktor(bruger=anne, af=administrator)) == (
        {bo, ny},
        ["Den ekstra faktor for Anne Marie Prøve er nulstillet."],
    )
    assert brev(lambda: h.luk_bruger(bruger=anne, af=administrator)) == (
        {bo, ny},
        ["Adgangen for Anne Marie Prøve er lukket."],
    )
    assert brev(lambda: h.genaabn_bruger(bruger=anne, af=administrator)) == (
        {bo, ny},
        ["Adgangen for Anne Marie Prøve er åbnet igen."],
    )
    som_leder = {"rolle": Rolle.AFDELINGSLEDER, "afdelinger": [kontor.boern]}
    assert brev(lambda: ret(anne, administrator, **som_leder)) == (
        {bo, ny},
        [
            "Anne Marie Prøve har fået rollen afdelingsleder.",
            "Anne Marie Prøve har fået ændret sine afdelinger.",
        ],
    )
    assert brev(lambda: ret(anne, administrator, navn="Anne Ny"))[0] == set()
    assert brev(lambda: afslut_sessioner(bruger=anne, af=administrator))[0] == set()


def test_den_eneste_raadgiver_faar_selv_at_vide_at_adgangen_er_lukket(administrator, bo, brev):
    assert brev(lambda: h.luk_bruger(bruger=bo, af=administrator))[0] == {"bo@kommune.example"}


def test_besked_gives_ogsaa_uden_om_siderne(brev):
    """By a command, by the municipality's login: whoever writes the role."""
    assert brev(lambda: Bruger.objects.create_user("cleo", rolle=Rolle.RAADGIVER)) == (
        {"bo@kommune.example"},
        ["cleo har fået rollen borgerrådgiver."],
    )


def test_beskeden_er_et_link_og_intet_om_nogen_sag(administrator, brev, settings):
    settings.ADRESSE = "https://br.kommune.example"
    brev(lambda: opret(administrator))
    (sendt,) = mail.outbox
    assert "https://br.kommune.example/adgang/" in sendt.body
    assert ANNE not in sendt.body


def test_en_aendring_der_gaar_om_giver_ingen_besked(administrator, bo, brev):
    def fortrudt():
        with pytest.raises(RuntimeError), transaction.atomic():
            opret(administrator)
            raise RuntimeError

    assert brev(fortrudt) == (set(), [])


def test_en_besked_der_ikke_kan_sendes_goer_ikke_aendringen_om(administrator, brev, monkeypatch):
    def nede(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(EmailBackend, "send_messages", nede)
    assert brev(lambda: opret(administrator)) == (set(), [])
    assert Bruger.objects.get(username="anne").rolle == Rolle.RAADGIVER


def test_en_nulstillet_faktor_er_vaek(administrator, anne):
    med_app(anne)
    h.nulstil_en_andens_faktor(bruger=anne, af=administrator)
    assert not Authenticator.objects.filter(user=anne).exists()
