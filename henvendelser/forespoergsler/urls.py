"""The addresses of the requests: the adviser's, and under svar/ the departments'."""

from django.urls import path

from ..views import eksport, forespoergsler, lister, svar

urlpatterns = [
    path(
        "henvendelser/<nummer:nummer>/forespoergsel/",
        forespoergsler.ny_forespoergsel,
        name="ny_forespoergsel",
    ),
    path("forespoergsler/", lister.forespoergsler, name="forespoergsler"),
    path("forespoergsler/eksport/", eksport.forespoergsler, name="forespoergsler_eksport"),
    path("forespoergsler/<int:pk>/", forespoergsler.forespoergsel, name="forespoergsel"),
    path("forespoergsler/<int:pk>/spoerg/", forespoergsler.spoerg, name="spoerg_igen"),
    path("forespoergsler/<int:pk>/frist/", forespoergsler.frist, name="afgoer_frist"),
    path("forespoergsler/<int:pk>/afslut/", forespoergsler.afslut, name="afslut_forespoergsel"),
    path("forespoergsler/<int:pk>/genaabn/", forespoergsler.genaabn, name="genaabn_forespoergsel"),
    path(
        "forespoergsler/<int:pk>/tilbagekald/",
        forespoergsler.tilbagekald,
        name="tilbagekald_forespoergsel",
    ),
    path("forespoergsler/<int:pk>/flyt/", forespoergsler.flyt, name="flyt_forespoergsel"),
    path("forespoergsler/<int:pk>/mail/", forespoergsler.send_mail_igen, name="send_mail_igen"),
    path("svar/<int:pk>/", svar.svar, name="svar"),
    path("svar/<int:pk>/frist/", svar.forlaeng, name="bed_om_frist"),
    path("svar/<int:pk>/videre/", svar.videre, name="giv_videre"),
    path("svar/<int:pk>/dokumenter/<uuid:uuid>/", svar.dokument, name="svar_dokument"),
]
