"""The register's addresses."""

from django.urls import include, path, register_converter

from .views import (
    afgoerelser,
    aktiviteter,
    dokumenter,
    eksport,
    frist,
    gemtefiltre,
    henvendelser,
    kladder,
    kolonner,
    lister,
    logkontrol,
    notater,
    opsaetning,
    persondata,
    personer,
    sagslog,
    samtykker,
    udskrift,
)


class Nummer:
    """A case number, as `naeste_nummer` makes them."""

    regex = "[0-9]{4}-[0-9]{4,15}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Nummer, "nummer")

urlpatterns = [
    path("kladder/", kladder.kladder, name="kladder"),
    path("kladder/gem/", kladder.gem, name="gem_kladde"),
    path("kladder/<uuid:uuid>/kasser/", kladder.kasser, name="kasser_kladde"),
    path("filtre/", gemtefiltre.gemte_filtre, name="gemte_filtre"),
    path("filtre/gem/<slug:liste>/", gemtefiltre.gem_filter, name="gem_filter"),
    path("filtre/<int:pk>/", gemtefiltre.ret_filter, name="ret_filter"),
    path("filtre/<int:pk>/slet/", gemtefiltre.slet_filter, name="slet_filter"),
    path("kolonner/<slug:liste>/", kolonner.vaelg_kolonner, name="vaelg_kolonner"),
    path("henvendelser/", lister.henvendelser, name="henvendelser"),
    path("henvendelser/eksport/", eksport.henvendelser, name="henvendelser_eksport"),
    path("henvendelser/sager/", lister.sager, name="sager"),
    path("henvendelser/sager/eksport/", eksport.sager, name="sager_eksport"),
    path("henvendelser/ny/", henvendelser.ny_henvendelse, name="ny_henvendelse"),
    path("henvendelser/<nummer:nummer>/", henvendelser.henvendelse, name="henvendelse"),
    path("henvendelser/<nummer:nummer>/ret/", henvendelser.ret_henvendelse, name="ret_henvendelse"),
    path("henvendelser/<nummer:nummer>/afslut/", henvendelser.afslut, name="afslut_henvendelse"),
    path("henvendelser/<nummer:nummer>/frist/", frist.frist, name="frist"),
    path("henvendelser/<nummer:nummer>/genaabn/", henvendelser.genaabn, name="genaabn_henvendelse"),
    path("henvendelser/<nummer:nummer>/cpr/", persondata.vis_cpr, name="vis_cpr"),
    path("henvendelser/<nummer:nummer>/log/", sagslog.henvendelse_log, name="henvendelse_log"),
    path("henvendelser/<nummer:nummer>/log/borger/", sagslog.borgerudtraek, name="borgerudtraek"),
    path(
        "henvendelser/<nummer:nummer>/log/borger.csv",
        sagslog.borgerudtraek_csv,
        name="borgerudtraek_csv",
    ),
    path("henvendelser/<nummer:nummer>/samtykke/", samtykker.giv_samtykke, name="giv_samtykke"),
    path(
        "henvendelser/<nummer:nummer>/samtykke/<int:pk>/traek-tilbage/",
        samtykker.traek_samtykke_tilbage,
        name="traek_samtykke_tilbage",
    ),
    path("henvendelser/<nummer:nummer>/notater/", notater.skriv_notat, name="skriv_notat"),
    path("henvendelser/<nummer:nummer>/notater/<int:pk>/ret/", notater.ret_notat, name="ret_notat"),
    path("henvendelser/<nummer:nummer>/personer/", personer.tilfoej_person, name="tilfoej_person"),
    path(
        "henvendelser/<nummer:nummer>/personer/<int:pk>/ret/",
        personer.ret_person,
        name="ret_person",
    ),
    path(
        "henvendelser/<nummer:nummer>/personer/<int:pk>/fjern/",
        personer.fjern_person,
        name="fjern_person",
    ),
    path(
        "henvendelser/<nummer:nummer>/udskriv/",
        udskrift.udskriv_henvendelse,
        name="udskriv_henvendelse",
    ),
    path("logkontrol/", logkontrol.logkontroller, name="logkontroller"),
    path("logkontrol/<int:pk>/", logkontrol.logkontrol, name="logkontrol"),
    path("henvendelser/<nummer:nummer>/dokumenter/", dokumenter.tilfoej, name="tilfoej_dokumenter"),
    path("henvendelser/<nummer:nummer>/dokumenter/<uuid:uuid>/", dokumenter.hent, name="dokument"),
    path(
        "henvendelser/<nummer:nummer>/dokumenter/<uuid:uuid>/slet/",
        dokumenter.slet,
        name="slet_dokument",
    ),
    path("", include("henvendelser.forespoergsler.urls")),
    path("afgoerelser/", lister.afgoerelser, name="afgoerelser"),
    path("afgoerelser/eksport/", eksport.afgoerelser, name="afgoerelser_eksport"),
    path("afgoerelser/bemaerkninger/", lister.bemaerkninger, name="bemaerkninger"),
    path("afgoerelser/bemaerkninger/eksport/", eksport.bemaerkninger, name="bemaerkninger_eksport"),
    path("afgoerelser/ny/", afgoerelser.ny_afgoerelse, name="ny_afgoerelse"),
    path("afgoerelser/<int:pk>/", afgoerelser.afgoerelse, name="afgoerelse"),
    path("afgoerelser/<int:pk>/ret/", afgoerelser.ret_afgoerelse, name="ret_afgoerelse"),
    path("afgoerelser/<int:pk>/log/", sagslog.afgoerelse_log, name="afgoerelse_log"),
    path(
        "afgoerelser/<int:pk>/dokumenter/",
        dokumenter.tilfoej_til_afgoerelse,
        name="tilfoej_afgoerelsesdokumenter",
    ),
    path(
        "afgoerelser/<int:pk>/dokumenter/<uuid:uuid>/",
        dokumenter.hent_fra_afgoerelse,
        name="afgoerelsesdokument",
    ),
    path(
        "afgoerelser/<int:pk>/dokumenter/<uuid:uuid>/slet/",
        dokumenter.slet_fra_afgoerelse,
        name="slet_afgoerelsesdokument",
    ),
    path("aktiviteter/", lister.aktiviteter, name="aktiviteter"),
    path("aktiviteter/eksport/", eksport.aktiviteter, name="aktiviteter_eksport"),
    path("aktiviteter/ny/", aktiviteter.ny_aktivitet, name="ny_aktivitet"),
    path("aktiviteter/<int:pk>/", aktiviteter.aktivitet, name="aktivitet"),
    path("aktiviteter/<int:pk>/ret/", aktiviteter.ret_aktivitet, name="ret_aktivitet"),
    path("opsaetning/", opsaetning.oversigt, name="opsaetning"),
    path("opsaetning/kontoret/", opsaetning.kontoret, name="opsaetning_kontoret"),
    path("opsaetning/felter/", opsaetning.felter, name="opsaetning_felter"),
    path("opsaetning/felter/<slug:felt>/", opsaetning.felt, name="opsaetning_felt"),
    path(
        "opsaetning/felter/<slug:felt>/skift/",
        opsaetning.skift_felt,
        name="opsaetning_skift_felt",
    ),
    path("opsaetning/lister/<slug:liste>/", opsaetning.liste, name="opsaetning_liste"),
    path("opsaetning/lister/<slug:liste>/<int:pk>/", opsaetning.post, name="opsaetning_post"),
    path(
        "opsaetning/lister/<slug:liste>/<int:pk>/<slug:hvad>/",
        opsaetning.post_handling,
        name="opsaetning_post_handling",
    ),
    path("opsaetning/maerker/<int:maerke>/", opsaetning.liste, name="opsaetning_vaerdier"),
    path("opsaetning/maerker/<int:maerke>/<int:pk>/", opsaetning.post, name="opsaetning_vaerdi"),
    path(
        "opsaetning/maerker/<int:maerke>/<int:pk>/<slug:hvad>/",
        opsaetning.post_handling,
        name="opsaetning_vaerdi_handling",
    ),
]
