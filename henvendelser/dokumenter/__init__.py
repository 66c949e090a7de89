"""The documents of a case: what may come in (`navne`, `filtyper`, `pakker`, `virus`), how it comes
in without ever lying in clear on the disk (`upload`), and where it is kept encrypted (`lager`).
"""
