import pytest

from borgerraadgiver.adgang.klienter import beskriv

W = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("user_agent", "navn"),
    [
        (f"{W}Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge på Windows"),
        (f"{W}Chrome/140.0.0.0 Safari/537.36", "Chrome på Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) Version/18 Safari/604",
            "Safari på iPhone",
        ),
        ("Firefox/150.0", "Firefox"),
        ("<script>", "Ukendt browser"),
        ("", "Ukendt browser"),
    ],
)
def test_en_browser_naevnes_ved_navn_og_aldrig_med_sit_eget_hoved(user_agent, navn):
    assert beskriv(user_agent) == navn
