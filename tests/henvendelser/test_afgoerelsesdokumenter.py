"""A decision's documents: the same checks as a case's, and on no case."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from henvendelser.models import Afgoerelse, Dokument, Henvendelse, Logpost
from henvendelser.valg import Handling, Objekttype

from .. import fabrik

pytestmark = pytest.mark.django_db

TEKST = "Afgørelsen i sagen.".encode()


@pytest.fixture(autouse=True)
def mappen(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    return settings.DATA / "dokumenter"


@pytest.fixture
def afgoerelse(kontor) -> Afgoerelse:
    return fabrik.afgoerelse(kontor.ankestyrelsen, note="Om fristen.", temaer=[kontor.begrundelse])


def send(klient, afgoerelse, navn="afgørelse.txt", indhold=TEKST):
    return klient.post(
        reverse("tilfoej_afgoerelsesdokumenter", args=[afgoerelse.pk]),
        {"filer": [SimpleUploadedFile(navn, indhold)]},
    )


def test_et_dokument_gemmes_paa_afgoerelsen_og_hentes_som_fil(klient, afgoerelse, raadgiver):
    svar = send(klient, afgoerelse)
    assert svar["Location"] == f"{afgoerelse.get_absolute_url()}#dokumenter"
    dokument = afgoerelse.dokumenter.get()
    assert (dokument.hoerer_til, dokument.tilfoejet_af) == (afgoerelse, raadgiver)
    hentet = klient.get(dokument.get_absolute_url())
    assert hentet.content == TEKST
    assert hentet["Content-Disposition"].startswith("attachment")
    side = klient.get(afgoerelse.get_absolute_url()).content.decode()
    for vist in ("afgørelse.txt", dokument.get_absolute_url(), "Om fristen.", "Begrundelse"):
        assert vist in side


@pytest.mark.parametrize(
    ("navn", "indhold", "besked"),
    [
        ("brev.pdf", b"MZ" + bytes(99), "indholdet er noget andet"),
        ("program.exe", b"x", "kan ikke gemmes"),
        ("tom.txt", b"", "er tom"),
        ("610190-1234.txt", TEKST, "ligner et CPR-nummer"),
    ],
)
def test_en_afvist_fil_siges_paa_afgoerelsens_side(klient, afgoerelse, navn, indhold, besked):
    svar = send(klient, afgoerelse, navn, indhold)
    assert svar.status_code == 200
    assert besked in svar.content.decode()
    assert not Dokument.objects.exists()


def test_den_samme_fil_to_gange_gemmes_en_gang(klient, afgoerelse):
    send(klient, afgoerelse)
    assert "er allerede gemt på afgørelsen." in send(klient, afgoerelse).content.decode()
    assert Dokument.objects.count() == 1


def test_det_slettes_med_sin_fil(klient, afgoerelse, mappen, django_capture_on_commit_callbacks):
    dokument = fabrik.dokument(afgoerelse, "a.txt")
    adresse = reverse("slet_afgoerelsesdokument", args=[afgoerelse.pk, dokument.uuid])
    assert "a.txt" in klient.get(adresse).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        klient.post(adresse)
    assert not Dokument.objects.exists() and list(mappen.iterdir()) == []


def test_det_hoerer_til_et_sted_og_kun_et(afgoerelse, kontor):
    dokument = fabrik.dokument(afgoerelse, "a.txt")
    for forkert in ({"afgoerelse": None}, {"henvendelse": fabrik.henvendelse()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuerySet(Dokument).filter(pk=dokument.pk).update(**forkert)


def test_en_anden_afgoerelses_dokument_findes_ikke_her(klient, afgoerelse, kontor):
    anden = fabrik.afgoerelse(kontor.ankestyrelsen)
    dokument = fabrik.dokument(anden, "a.txt")
    paa_sag = fabrik.dokument(fabrik.henvendelse(), "b.txt")
    for navn in ("afgoerelsesdokument", "slet_afgoerelsesdokument"):
        for et in (dokument, paa_sag):
            adresse = reverse(navn, args=[afgoerelse.pk, et.uuid])
            assert klient.get(adresse).status_code == 404
    assert not Henvendelse.objects.soeg("a.txt").exists()


def test_loggen_over_den_er_paa_sin_egen_side(klient, afgoerelse, raadgiver):
    dokument = fabrik.dokument(afgoerelse, "hemmeligt navn.txt")
    post = Logpost.objects.om(Objekttype.DOKUMENT, dokument.pk).get()
    assert post.handling == Handling.OPRETTELSE
    assert post in Logpost.objects.om(Objekttype.AFGOERELSE, afgoerelse.pk)
    assert "hemmeligt" not in repr(list(post.referencer.values()))
    side = klient.get(reverse("afgoerelse_log", args=[afgoerelse.pk])).content.decode()
    assert side.count("Oprettelse") == 2
