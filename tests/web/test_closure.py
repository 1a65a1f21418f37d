"""Closure check: a page only where the procedure names one."""

from tests.web import town


def test_a_procedure_without_a_closure_check_has_no_such_page_and_no_tab(sign_in) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    client = sign_in("mia")
    assert client.get(f"/cases/{ref}/closure/").status_code == 404
    assert "Closure check" not in client.get(f"/cases/{ref}/").content.decode()
