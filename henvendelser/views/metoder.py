"""The methods a page answers. All others are 405, and do not fall through to reading.

They stand under `@kraever`, so that who may not see a page is not told how it may be called.
"""

from django.views.decorators.http import require_http_methods

laes_og_send = require_http_methods(["GET", "HEAD", "POST"])
