"""How days are written and read in Danish; the first format is the one a field shows.

A year of two digits comes last, because "03.04.2025" must never be read as 2020 with a rest.
"""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "d.m.Y"
DATETIME_FORMAT = "j. F Y \\k\\l. H.i"
SHORT_DATETIME_FORMAT = "d.m.Y H.i"
TIME_FORMAT = "H.i"
MONTH_DAY_FORMAT = "j. F"
YEAR_MONTH_FORMAT = "F Y"
FIRST_DAY_OF_WEEK = 1

DATE_INPUT_FORMATS = [
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d/%m/%Y",
    "%Y-%m-%d",
    "%d%m%Y",
    "%d.%m.%y",
    "%d-%m-%y",
    "%d/%m/%y",
    "%d%m%y",
]
TIME_INPUT_FORMATS = ["%H.%M", "%H:%M"]
DATETIME_INPUT_FORMATS = [
    f"{dag} {tid}" for dag in DATE_INPUT_FORMATS for tid in TIME_INPUT_FORMATS
]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
