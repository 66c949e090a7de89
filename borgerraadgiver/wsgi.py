"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from .serverlog import opfang_alt

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "borgerraadgiver.settings")
application = get_wsgi_application()

from .adgang.demo import afvis_register_i_drift  # noqa: E402 (the apps come first)

afvis_register_i_drift()
opfang_alt()
