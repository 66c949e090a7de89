"""A form's field in the design system: label, hint, errors and input, wired together.

Written here and not in a template: a list has some 24 fields beside it, and an include for each of
their parts was most of what a page of it took.
"""

from __future__ import annotations

from collections.abc import Iterable

from django import forms, template
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def felt(field: BoundField, uden_frivilligt: bool = False) -> SafeString:
    """The field with all that belongs to it.

    With `uden_frivilligt` it goes without saying that it may be left empty.
    """
    if field.is_hidden:
        return format_html("{}", field)
    if isinstance(field.field.widget, forms.CheckboxInput):
        return _gruppe(field, [_fejl(field), _afkrydsning(field)])
    navn = format_html("{}{}", field.label, _maerkning(field, uden_frivilligt))
    if field.use_fieldset:
        return _gruppe(field, [_feltgruppe(field, navn)])
    maerkat = format_html('<label class="form-label" for="{}">{}</label>', field.id_for_label, navn)
    return _gruppe(field, [maerkat, _hjaelp(field), _fejl(field), field])


def _gruppe(field: BoundField, dele: Iterable) -> SafeString:
    fejl = " form-error" if field.errors else ""
    return format_html('<div class="form-group{}">\n  {}\n</div>\n', fejl, _linjer(dele))


def _linjer(dele: Iterable) -> SafeString:
    """Each on its own line; those that are empty on none."""
    return format_html_join("\n  ", "{}", ((del_,) for del_ in dele if del_))


def _afkrydsning(field: BoundField) -> SafeString:
    """A single check box: its label stands after it."""
    maerkat = format_html('<label for="{}">{}</label>', field.id_for_label, field.label)
    linjer = _linjer([field, maerkat, _hjaelp(field)])
    return format_html('<div class="form-group-checkbox">\n  {}\n</div>', linjer)


def _feltgruppe(field: BoundField, navn: SafeString) -> SafeString:
    """Several inputs under one question."""
    id_ = format_html(' id="{}" tabindex="-1"', field.auto_id) if field.auto_id else ""
    om = field.aria_describedby
    beskrevet = format_html(' aria-describedby="{}"', om) if om else ""
    spoergsmaal = format_html('<legend class="form-label">{}</legend>', navn)
    linjer = _linjer([spoergsmaal, _hjaelp(field), _fejl(field), field])
    return format_html("<fieldset{}{}>\n  {}\n</fieldset>", id_, beskrevet, linjer)


def _maerkning(field: BoundField, uden_frivilligt: bool) -> SafeString:
    """What the label tells after the name: how a day is typed, and that it may be left empty."""
    dato = "dd.mm.åååå" if isinstance(field.field.widget, forms.DateInput) else ""
    if uden_frivilligt:
        return format_html('<span class="sr-only"> ({})</span>', dato) if dato else mark_safe("")
    kraeves = field.field.required or (field.field.disabled and not dato)
    ord_ = ", ".join(filter(None, [dato, "" if kraeves else "frivilligt"]))
    return format_html('<span class="weight-normal"> ({})</span>', ord_) if ord_ else mark_safe("")


def _hjaelp(field: BoundField) -> SafeString:
    hjaelp = mark_safe(field.help_text)  # noqa: S308 - a form's own text, as Django has it
    return _under(field, "helptext", "form-hint", hjaelp) if hjaelp else hjaelp


def _fejl(field: BoundField) -> SafeString:
    linjer = format_html_join(
        "",
        '<span class="fejl-linje"><span class="sr-only">Fejl: </span>{}</span>',
        ((fejl,) for fejl in field.errors),
    )
    return _under(field, "error", "form-error-message", linjer) if linjer else linjer


def _under(field: BoundField, hvad: str, klasse: str, indhold: SafeString) -> SafeString:
    """What stands under the label, with the id that the input says it is described by."""
    id_ = format_html(' id="{}_{}"', field.auto_id, hvad) if field.auto_id else ""
    return format_html('<span class="{}"{}>{}</span>', klasse, id_, indhold)
