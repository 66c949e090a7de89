"""HTML written in Python: what is not made to be HTML is text, whatever it is."""

import pytest
from django.utils.functional import lazystr
from django.utils.html import format_html
from django.utils.safestring import SafeString

from henvendelser.html import html, samlet

FARLIGT = "<b>\"Ja\" & 'nej'</b>"


class Selv:
    def __html__(self) -> str:
        return "<i>selv</i>"

    def __str__(self) -> str:
        return "<i>ikke</i>"


@pytest.mark.parametrize(
    "del_",
    [FARLIGT, SafeString(FARLIGT), lazystr(FARLIGT), Selv(), 7, None, True, b"<b>", "", "æ—\u00a0"],
)
def test_html_skriver_det_som_django_ville_skrive(del_):
    skrevet = html('<a href="{}">{}</a>', del_, del_)
    assert skrevet == format_html('<a href="{}">{}</a>', del_, del_)
    assert html("<p>{}</p>", skrevet) == f"<p>{skrevet}</p>"  # it is safe itself


def test_tuborger_i_en_del_er_ikke_pladser():
    assert html("{}{}", "{0}", "}") == "{0}}"


def test_dele_samles_og_hver_er_tekst_med_mindre_den_er_html():
    assert html("{}", samlet(["<", html("<i>{}</i>", ">"), 7], "<br>")) == (
        "&lt;<br><i>&gt;</i><br>7"
    )
    assert samlet([]) == ""
