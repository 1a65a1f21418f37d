"""Who held a child at a given minute."""

from baton.services import acting
from tests.web import town


def _ask(client, ref: str, day: str, time: str) -> str:
    day_, month, year = day.split()
    return client.get(
        f"/who-held/{ref}/", {"at_day": day_, "at_month": month, "at_year": year, "at_time": time}
    ).content.decode()


def test_the_answer_is_one_sentence_to_the_minute(sign_in, clock) -> None:
    (ref,) = town.contact("Ada Bell").case_refs
    clock.move(minutes=10)
    acting.do(case=ref, act="recommend", by="mia", outcome="urgent_response")
    acting.do(case=ref, act="send_step_up", by="mia", fields=town.FORM)
    clock.move(minutes=10)
    acting.do(case=ref, act="allocate", by="amy", fields={"worker": "kit"})
    clock.move(days=1)
    amy = sign_in("amy")
    assert "was held by MASSH, with no named worker" in _ask(amy, ref, "2 3 2026", "09:09")
    assert "was held by Bredbury A, with no named worker" in _ask(amy, ref, "2 3 2026", "09:10")
    assert "was held by Bredbury A, with Kit Social as named worker" in _ask(amy, ref, "2 3 2026", "09:20")
    assert "had not come to the council yet" in _ask(amy, ref, "1 3 2026", "09:00")
    assert "has not come yet" in _ask(amy, ref, "9 3 2026", "09:00")


def test_a_time_that_was_not_is_refused_in_words(sign_in, clock) -> None:
    (ref,) = town.contact("Ada Bell").case_refs
    page = _ask(sign_in("mia"), ref, "29 3 2026", "01:30")
    assert "The clocks went forward: there was no 01:30 on 29 March 2026." in page


def test_it_is_two_clicks_from_my_work(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    assert f'href="/cases/{ref}/"' in amy.get("/").content.decode()
    assert f'href="/who-held/{ref}/"' in amy.get(f"/cases/{ref}/").content.decode()
