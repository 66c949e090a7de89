"""Two have corrected the same: both versions side by side, and a choice for each field.

The first save stands. The second one is asked, and nothing of it is saved before it has answered:
the page carries what was typed, and what it comes back with is saved only if nobody has saved a
third time meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from ..forms.fletning import NAEVNT, VALG, Forskel, mangler_valg, uden_valg
from ..log.aendringer import navne_som_del
from ..log.referencer import referencer
from ..models import Bruger, Logpost
from ..valg import Handling

_EGET = "csrfmiddlewaretoken"


def vis_fletning(
    request: HttpRequest,
    *,
    alle: Sequence[Forskel],
    data: QueryDict,
    version: Mapping[str, str],
    post: Model,
    bestemt: str,
) -> HttpResponse:
    """The page that asks.

    `data` is what was typed, `version` the form's field of it with the row's version as it is now.
    `bestemt` is what the row is called: "henvendelsen".
    """
    baeres = uden_valg(data, **version)
    baeres.pop(_EGET, None)
    senest = _senest(post, request.user)
    if senest and senest["selv"]:
        overskrift = f"Du har selv rettet {bestemt} i et andet vindue, mens du skrev"
    else:
        overskrift = f"En anden har rettet {bestemt}, mens du skrev"
    return render(
        request,
        "henvendelser/fletning.html",
        {
            "rettet_af_anden": True,
            "post": post,
            "bestemt": bestemt,
            "forskelle": [(en, data.get(VALG + en.navn, "")) for en in alle],
            "mangler": mangler_valg(data, alle) if NAEVNT in data else [],
            "naevnt": ",".join(en.navn for en in alle),
            "baeres": [(navn, v) for navn, vaerdier in baeres.lists() for v in vaerdier],
            "senest": senest,
            "overskrift": overskrift,
        },
    )


def _senest(post: Model, bruger: Bruger) -> dict | None:
    """Who saved the row last, and when, as the log tells it; `selv` when it was `bruger`.

    One who has the page open in two windows is told so, and not that it was somebody else. A part
    of a case is logged with the case, under the name of what it is and not of which one: with two
    people on a case it is the last who corrected either.
    """
    reference = next(referencer(post))
    rettelser = Logpost.objects.om(reference.type, reference.noegle).filter(
        handling=Handling.AENDRING
    )
    if reference.type != post._meta.model_name:
        rettelser = rettelser.filter(aendringer__has_any_keys=navne_som_del(post))
    rettet = rettelser.order_by("-id").first()
    if rettet is None:
        return None
    hvem = Bruger.objects.filter(pk=rettet.bruger_noegle).first()
    return {
        "hvem": hvem or rettet.brugernavn,
        "hvornaar": rettet.tidspunkt,
        "selv": hvem == bruger,
    }
