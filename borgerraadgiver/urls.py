"""The program's addresses, in Danish."""

from django.urls import include, path
from django.views.generic import RedirectView

from henvendelser.roller import Rettighed, aaben_for_alle, kraever
from henvendelser.valg import Formaal

from .forside import forside
from .genveje import genveje
from .sikkerhedskontakt import security_txt

urlpatterns = [
    path(
        "", kraever(Rettighed.LOGGET_IND, formaal=Formaal.SAGSBEHANDLING)(forside), name="forside"
    ),
    path("genveje/", genveje, name="genveje"),
    path("favicon.ico", aaben_for_alle(RedirectView.as_view(url="/static/app/favicon.svg"))),
    path(".well-known/security.txt", aaben_for_alle(security_txt), name="security_txt"),
    path("", include("borgerraadgiver.adgang.urls")),
    path("", include("henvendelser.urls")),
    path("", include("beretning.urls")),
]

handler400 = "borgerraadgiver.fejlsider.daarlig_forespoergsel"
handler403 = "borgerraadgiver.fejlsider.ikke_tilladt"
handler404 = "borgerraadgiver.fejlsider.findes_ikke"
handler500 = "borgerraadgiver.fejlsider.serverfejl"
