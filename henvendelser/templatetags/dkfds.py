"""The design system's components as template tags. They arrange; they never count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal

from django import template
from django.core.paginator import Page
from django.forms.formsets import BaseFormSet
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.formats import date_format, time_format
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime

from ..dansk import dansk_tal
from ..html import html

register = template.Library()

SIDE = "side"
SORTER = "sorter"


@register.simple_tag
def ikon(navn: str, klasse: str = "", tekst: str = "") -> SafeString:
    """An icon of the sprite; with a text when it says something the words beside it don't."""
    return html(
        '<svg class="icon-svg{}" focusable="false"{}><use href="{}#{}"></use></svg>',
        f" {klasse}" if klasse else "",
        html(' role="img" aria-label="{}"', tekst) if tekst else mark_safe(' aria-hidden="true"'),
        static("dkfds/img/ikoner.svg"),
        navn,
    )


@register.simple_tag
def maerke(tekst: str, slags: str = "") -> SafeString:
    """A badge: `slags` is info, success, warning, error, or nothing for grey."""
    return html('<span class="badge badge-{}">{}</span>', slags or "neutral", tekst)


@register.simple_tag
def tal(antal, url: str = "", om: str = "") -> SafeString | str:
    """A number, and when there is something behind it a link to exactly that."""
    if antal is None:
        return "–"
    if not (antal and url):
        return dansk_tal(antal)
    skjult = html('<span class="sr-only"> {}</span>', om) if om else ""
    return html('<a class="tal-link" href="{}">{}{}</a>', url, dansk_tal(antal), skjult)


@register.simple_tag
def faktum(navn: str, vaerdi=None, tomt: str = "Ikke oplyst") -> SafeString:
    """One line of a `<dl class="fakta">`; says so when there is nothing to tell."""
    if isinstance(vaerdi, datetime):
        vaerdi = date_format(template_localtime(vaerdi), "SHORT_DATETIME_FORMAT")
    elif isinstance(vaerdi, date):
        vaerdi = date_format(vaerdi, "SHORT_DATE_FORMAT")
    elif isinstance(vaerdi, time):
        vaerdi = time_format(vaerdi)
    elif isinstance(vaerdi, int | Decimal):
        vaerdi = dansk_tal(vaerdi)
    if vaerdi in (None, ""):
        vaerdi = html('<span class="daempet">{}</span>', tomt)
    return html("<div><dt>{}</dt><dd>{}</dd></div>", navn, vaerdi)


@register.simple_tag
def tilbage(url: str, tekst: str = "Tilbage") -> SafeString:
    return html('<a class="back-link" href="{}">{}{}</a>', url, ikon("chevron-left"), tekst)


@register.simple_block_tag
def sidehoved(content: str, titel: str, undertitel: str = "") -> SafeString:
    """The page's heading, with its action buttons as the content."""
    under = html('<p class="sidehoved-under">{}</p>', undertitel) if undertitel else ""
    knapper = html('<div class="sidehoved-knapper">{}</div>', content) if content.strip() else ""
    return html('<div class="sidehoved"><div><h1>{}</h1>{}</div>{}</div>', titel, under, knapper)


@register.simple_block_tag
def tabelramme(content: str, navn: str) -> SafeString:
    """Lets a wide table scroll inside the page, by keyboard too."""
    return html(
        '<div class="table--responsive-scroll" tabindex="0" role="region" aria-label="{}">{}</div>',
        navn,
        content,
    )


@register.inclusion_tag("komponenter/sti.html")
def sti(*led) -> dict:
    """Breadcrumbs: name, address, name, address, …, and last the page's own name alone."""
    return {
        "led": [(led[i], led[i + 1] if i + 1 < len(led) else "") for i in range(0, len(led), 2)]
    }


@register.inclusion_tag("komponenter/fejlliste.html")
def fejlliste(*formularer, raekkenavn: str = "Række") -> dict:
    """Every error of these forms and formsets, each a link to its field."""
    return {"fejl": [punkt for form in formularer if form for punkt in _fejl(form, raekkenavn)]}


def _fejl(form, raekkenavn: str) -> Iterator[dict]:
    raekkenavn = getattr(form, "raekkenavn", raekkenavn)
    if isinstance(form, BaseFormSet):
        if not form.is_bound:
            return
        yield from ({"tekst": tekst} for tekst in form.non_form_errors())
        # Numbered as the screen numbers them: a row that is taken away has no number.
        raekker = (r for r in form.forms if not (form.can_delete and form._should_delete_form(r)))
        for nummer, raekke in enumerate(raekker, start=1):
            yield from _formularfejl(raekke, f"{raekkenavn} {nummer}, ")
    elif isinstance(form, list):  # of a page's rows, some of which may have no form
        for nummer, raekke in enumerate(form, start=1):
            yield from _formularfejl(raekke, f"{raekkenavn} {nummer}, ") if raekke else ()
    else:
        # Of a page on which two forms have fields of the same names.
        navn = getattr(form, "delnavn", "")
        yield from _formularfejl(form, f"{navn}, " if navn else "")


def _formularfejl(form, foran: str) -> Iterator[dict]:
    yield from ({"tekst": f"{foran}{tekst}"} for tekst in form.non_field_errors())
    for felt in form:
        for tekst in felt.errors:
            id_ = "" if felt.is_hidden else felt.id_for_label or felt.auto_id
            yield {"id": id_, "tekst": f"{foran}{felt.label}: {tekst}"}


@register.inclusion_tag("komponenter/sideskift.html", takes_context=True)
def sideskift(context, side: Page) -> dict:
    """Pagination that keeps the list's other parameters. Nothing when there is only one page."""
    get, sidste = context["request"].GET, side.paginator.num_pages

    def til(nummer):
        return parametre(get, **{SIDE: nummer})

    return {
        "side": side,
        "sider": [
            (nummer, til(nummer) if isinstance(nummer, int) else "")
            for nummer in side.paginator.get_elided_page_range(
                side.number, on_each_side=2, on_ends=1
            )
        ],
        "foerste": til(1),
        "forrige": til(max(1, side.number - 1)),
        "naeste": til(min(sidste, side.number + 1)),
        "sidste": til(sidste),
    }


@register.simple_tag(takes_context=True)
def sorteringshoved(
    context, navn: str, noegle: str, klasse: str = "", standard: str = ""
) -> SafeString:
    """A column head that sorts by `noegle`; `standard` is what the list is sorted by unasked."""
    get = context["request"].GET
    nu = get.get(SORTER, standard)
    retning = {noegle: "ascending", f"-{noegle}": "descending"}.get(nu, "")
    naeste = f"-{noegle}" if retning == "ascending" else noegle
    return html(
        '<th scope="col"{}{}><a class="sortering" href="{}">{}{}</a></th>',
        html(' class="{}"', klasse) if klasse else "",
        html(' aria-sort="{}"', retning) if retning else "",
        parametre(get, **{SORTER: naeste, SIDE: None}),
        navn,
        ikon(f"sort-table-{retning or 'none'}"),
    )


@register.inclusion_tag("komponenter/filterpanel.html", takes_context=True)
def filterpanel(context, form, bevar: Iterable[str] = (SORTER,)) -> dict:
    """A list's filters. `bevar` names the parameters outside the form that a search keeps."""
    get = context["request"].GET
    if isinstance(bevar, str):
        bevar = bevar.split()
    bevarede = [(navn, get[navn]) for navn in bevar if get.get(navn)]
    nulstil = QueryDict(mutable=True)
    nulstil.update(dict(bevarede))
    return {
        "form": form,
        "aktive": sum(any(get.getlist(form.add_prefix(navn))) for navn in form.fields),
        "bevar": bevarede,
        "nulstil": f"?{nulstil.urlencode()}",
    }


def parametre(get: QueryDict, **aendret) -> str:
    """The present address' parameters with some changed, None takes one away; "" without any."""
    dele = [(navn, vaerdi) for navn, alle in get.lists() if navn not in aendret for vaerdi in alle]
    dele += [(navn, vaerdi) for navn, vaerdi in aendret.items() if vaerdi is not None]
    return f"?{urlencode(dele)}" if dele else ""
