"""A browser's name in words, for the list of one's own sessions."""

# The first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
BROWSERE = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"))
SYSTEMER = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def beskriv(user_agent: str) -> str:
    """»Firefox på Windows«; »Ukendt browser« when it does not say. Never the header itself."""
    browser = _foerste(BROWSERE, user_agent) or ("Safari" if "Safari/" in user_agent else "")
    system = _foerste(SYSTEMER, user_agent)
    if not browser:
        return "Ukendt browser"
    return f"{browser} på {system}" if system else browser


def _foerste(navne: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((navn for tegn, navn in navne if tegn in user_agent), "")
