"""Drafts: what is typed in a form is on the server before it is saved.

A form has drafts when its address is named in `steder`, its view makes a `Kladdeside` (or
`Kladdesider`, for a page with several forms) and its template includes `komponenter/kladde.html`.
The page carries a signed mark (`maerke`): whose draft it is, which one, and of which form. The
script sends the fields while somebody types; `holdt` takes them from a form that is sent after the
session has ended. `manage.py ryd_op` removes the old ones.
"""
