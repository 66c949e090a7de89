"""The reports' addresses."""

from django.urls import path

from . import views

urlpatterns = [
    path("beretninger/", views.beretninger, name="beretninger"),
    path("beretninger/<slug:noegle>/", views.beretning, name="beretning"),
    path("beretninger/<slug:noegle>/pdf/", views.beretning_pdf, name="beretning_pdf"),
]
