"""The addresses of the reports and of the recommendations."""

from django.urls import path

from . import views
from .anbefalinger import lister as anbefalingslister
from .anbefalinger import views as anbefalinger
from .runder import bilagsviews, lederviews
from .runder import views as runder

urlpatterns = [
    path("beretninger/", views.beretninger, name="beretninger"),
    path("beretninger/<slug:noegle>/", views.beretning, name="beretning"),
    path("beretninger/<slug:noegle>/pdf/", views.beretning_pdf, name="beretning_pdf"),
    path("anbefalinger/", anbefalingslister.anbefalinger, name="anbefalinger"),
    path("anbefalinger/status/", anbefalingslister.opfoelgninger, name="opfoelgninger"),
    path("anbefalinger/status/<int:pk>/", anbefalinger.status, name="ny_opfoelgning"),
    path("anbefalinger/ny/", anbefalinger.ny_anbefaling, name="ny_anbefaling"),
    path("anbefalinger/<int:pk>/", anbefalinger.anbefaling, name="anbefaling"),
    path("anbefalinger/<int:pk>/ret/", anbefalinger.ret_anbefaling, name="ret_anbefaling"),
    path("anbefalinger/<int:pk>/luk/", anbefalinger.luk, name="luk_anbefaling"),
    path("anbefalinger/<int:pk>/genaabn/", anbefalinger.genaabn, name="genaabn_anbefaling"),
    path("runder/", runder.runder, name="runder"),
    path("runder/ny/", runder.ny_runde, name="ny_runde"),
    path("runder/<int:pk>/", runder.runde, name="runde"),
    path("runder/<int:pk>/frist/", runder.ret_frist, name="ret_rundefrist"),
    path("runder/<int:pk>/spoerg-flere/", runder.spoerg_flere, name="spoerg_flere"),
    path("runder/<int:pk>/luk/", runder.luk, name="luk_runde"),
    path("runder/<int:pk>/genaabn/", runder.genaabn, name="genaabn_runde"),
    path("runder/<int:pk>/placer/", runder.placer, name="placer_svar"),
    path("runder/<int:pk>/opfoelgning/", bilagsviews.opfoelgning, name="opfoelgning"),
    path("runder/<int:pk>/opfoelgning/pdf/", bilagsviews.opfoelgning_pdf, name="opfoelgning_pdf"),
    path("runder/svar/<int:pk>/", lederviews.rundesvar, name="rundesvar"),
    path("runder/svar/<int:pk>/skriv/", lederviews.skriv_rundesvar, name="skriv_rundesvar"),
    path("runder/svar/<int:pk>/tillaeg/", lederviews.tillaeg, name="tillaeg"),
]
