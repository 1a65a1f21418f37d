"""Finding a child."""

import pytest

from tests.web import town


@pytest.mark.parametrize("words", ["ada", "Bell Ada", "STK-000001", "stk-000001"])
def test_a_child_is_found_by_name_or_reference(sign_in, clock, words: str) -> None:
    town.sent("Ada Bell")
    page = sign_in("amy").post("/children/", {"q": words}, follow=True).content.decode()
    assert "Ada Bell" in page


def test_nobody_found_is_said_kindly_and_strange_letters_do_no_harm(sign_in) -> None:
    amy = sign_in("amy")
    assert "Nobody here fits" in amy.post("/children/", {"q": "Zebedee"}).content.decode()
    for strange in ("\x00", "%", "' OR 1=1", "é" * 5000):
        assert amy.post("/children/", {"q": strange}).status_code == 200


def test_no_name_stands_in_an_address(sign_in) -> None:
    assert 'method="post" role="search"' in sign_in("amy").get("/children/").content.decode()
