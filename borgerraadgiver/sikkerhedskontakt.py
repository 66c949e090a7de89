"""Where a finder of a weakness writes to (RFC 9116)."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """/.well-known/security.txt; 404 until the office has named a contact."""
    if not settings.SIKKERHEDSKONTAKT:
        raise Http404
    udloeber = timezone.now().replace(microsecond=0) + timedelta(days=180)
    linjer = [
        f"Contact: {settings.SIKKERHEDSKONTAKT}",
        f"Expires: {udloeber.isoformat()}",
        "Preferred-Languages: da, en",
        "",
    ]
    return HttpResponse("\n".join(linjer), content_type="text/plain; charset=utf-8")
