"""Headers that every answer carries: pages, files, redirects and faults alike."""

from django.http import HttpRequest, HttpResponse

# The browser's powers that no page here has a use for.
_MAGTER = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
FASTE = {
    "Permissions-Policy": ", ".join(f"{magt}=()" for magt in _MAGTER),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


class Hoveder:
    """The outermost middleware: what it sets stands on the answers of all the others.

    Nothing behind the login is kept by a browser or a proxy. Static files bring a Cache-Control of
    their own and keep it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for navn, vaerdi in FASTE.items():
            response.headers[navn] = vaerdi
        if "no-store" in response.headers.get("Cache-Control", "no-store"):
            response.headers["Cache-Control"] = "no-store"
        return response
