"""A form's field in the design system: label, hint, errors and input, wired together.

Written here and not in a template: a list has some 24 fields beside it, and an include for each of
their parts was most of what a page of it took.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from ..html import html, samlet, sikret

register = template.Library()

INTET = SafeString()


@register.simple_tag
def felt(field: BoundField, uden_frivilligt: bool = False) -> SafeString:
    """The field with all that belongs to it.

    With `uden_frivilligt` it goes without saying that it may be left empty.
    """
    if field.is_hidden:
        return sikret(field)
    fejl, hjaelp = _fejl(field), _hjaelp(field)
    if isinstance(field.field.widget, forms.CheckboxInput):
        dele = [fejl, _afkrydsning(field, hjaelp)]
    elif field.use_fieldset:
        dele = [_feltgruppe(field, uden_frivilligt, hjaelp, fejl)]
    else:
        maerkning = _maerkning(field, uden_frivilligt)
        maerkat = html(
            '<label class="form-label" for="{}">{}{}</label>',
            field.id_for_label,
            field.label,
            maerkning,
        )
        dele = [maerkat, hjaelp, fejl, field]
    klasse = "form-group form-error" if fejl else "form-group"
    return html('<div class="{}">\n  {}\n</div>\n', klasse, _linjer(dele))


def _linjer(dele: Iterable[SafeString | BoundField]) -> SafeString:
    """Each on its own line; those that are empty on none."""
    return samlet(filter(None, dele), "\n  ")


def _afkrydsning(field: BoundField, hjaelp: SafeString) -> SafeString:
    """A single check box: its label stands after it."""
    maerkat = html('<label for="{}">{}</label>', field.id_for_label, field.label)
    linjer = _linjer([field, maerkat, hjaelp])
    return html('<div class="form-group-checkbox">\n  {}\n</div>', linjer)


def _feltgruppe(
    field: BoundField, uden_frivilligt: bool, hjaelp: SafeString, fejl: SafeString
) -> SafeString:
    """Several inputs under one question."""
    id_ = html(' id="{}" tabindex="-1"', field.auto_id) if field.auto_id else ""
    om = field.aria_describedby
    beskrevet = html(' aria-describedby="{}"', om) if om else ""
    maerkning = _maerkning(field, uden_frivilligt)
    spoergsmaal = html('<legend class="form-label">{}{}</legend>', field.label, maerkning)
    linjer = _linjer([spoergsmaal, hjaelp, fejl, field])
    return html("<fieldset{}{}>\n  {}\n</fieldset>", id_, beskrevet, linjer)


def _maerkning(field: BoundField, uden_frivilligt: bool) -> SafeString:
    """What the label tells after the name: how a day is typed, and that it may be left empty."""
    dato = "dd.mm.åååå" if isinstance(field.field.widget, forms.DateInput) else ""
    if uden_frivilligt:
        return html('<span class="sr-only"> ({})</span>', dato) if dato else INTET
    kraeves = field.field.required or (field.field.disabled and not dato)
    ord_ = ", ".join(filter(None, [dato, "" if kraeves else "frivilligt"]))
    return html('<span class="weight-normal"> ({})</span>', ord_) if ord_ else INTET


def _hjaelp(field: BoundField) -> SafeString:
    if not field.help_text:
        return INTET
    hjaelp = mark_safe(field.help_text)  # noqa: S308 - a form's own text, as Django has it
    return _under(field, "helptext", "form-hint", hjaelp)


def _fejl(field: BoundField) -> SafeString:
    if not (alle := field.errors):
        return INTET
    linje = '<span class="fejl-linje"><span class="sr-only">Fejl: </span>{}</span>'
    linjer = samlet(html(linje, fejl) for fejl in alle)
    return _under(field, "error", "form-error-message", linjer)


def _under(field: BoundField, hvad: str, klasse: str, indhold: SafeString) -> SafeString:
    """What stands under the label, with the id that the input says it is described by."""
    id_ = html(' id="{}_{}"', field.auto_id, hvad) if field.auto_id else ""
    return html('<span class="{}"{}>{}</span>', klasse, id_, indhold)
