"""Run in a server's own settings: a small office and an adviser, told as JSON."""

from __future__ import annotations

import json
import os

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "borgerraadgiver.settings")
    django.setup()
    from .. import fabrik

    fabrik.kontoret()
    print(json.dumps({"navn": "raadgiver", "kode": "demo-borgerraadgiver"}))


if __name__ == "__main__":
    main()
