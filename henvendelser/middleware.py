"""What holds for every answer of the program."""


class IngenMellemlagring:
    """Nothing behind the login is kept by a browser or a proxy (static files never pass here)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response
