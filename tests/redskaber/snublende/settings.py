"""The program's settings with the stumbling addresses.

PROEVE_LOG=linje logs as Django usually does.
"""

import os

from borgerraadgiver.settings import *  # noqa: F403
from borgerraadgiver.settings import LOGGING

ROOT_URLCONF = "tests.redskaber.snublende.urls"
if os.environ.get("PROEVE_LOG") == "linje":
    LOGGING["handlers"]["skaerm"]["formatter"] = "linje"
