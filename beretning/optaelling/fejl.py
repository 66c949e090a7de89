class Erklaeringsfejl(ValueError):
    """A declaration that cannot be counted; the message says why, in Danish."""
