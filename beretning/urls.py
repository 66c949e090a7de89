"""The addresses of the reports and of the recommendations."""

from django.urls import path

from . import views
from .anbefalinger import lister as anbefalingslister
from .anbefalinger import views as anbefalinger

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
]
