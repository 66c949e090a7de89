"""Mails to the users: what kinds there are, the box they wait in, and the daily reminders.

A mail carries a link, never the matter: it lies in mailboxes that the office does not hold.
"""

from .slags import Mailslags, tilmeld_slags
from .udbakke import kan_sende_mail, laeg_i_udbakken, send_ventende

__all__ = [
    "Mailslags",
    "kan_sende_mail",
    "laeg_i_udbakken",
    "send_ventende",
    "tilmeld_slags",
]
