"""What the council sets once, any text may say: `{setting:name}`."""

from baton.protocol import loading
from tests.protocol.sampling import TINY, checked

SETTING = (
    "settings:\n  office: {value: records@example.org, meaning: Where reports are sent, cites: [TNY-02]}\n"
)
TEXT = 'guidance:\n  - {id: where, at: [act:send], text: "Send it to {setting:%s}.", cites: [TNY-02]}\n'


def test_a_text_says_the_setting() -> None:
    protocol = loading.from_texts({**TINY, "more.yaml": SETTING + TEXT % "office"}).protocol
    assert protocol is not None
    assert [g.text for g in protocol.guidance if g.id == "where"] == ["Send it to records@example.org."]


def test_a_setting_that_is_not_there_is_a_mistake_at_its_place() -> None:
    found = [str(m) for m in checked({**TINY, "more.yaml": TEXT % "offise" + SETTING}).mistakes]
    assert len(found) == 1
    assert found[0].startswith("more.yaml:2:")
    assert "There is no setting 'offise'." in found[0]
    assert "office" in found[0]


def test_what_a_setting_was_before_is_kept_with_its_day() -> None:
    row = SETTING.replace(
        ", cites", ", since: 2026-02-01, before: [{value: post@example.org, until: 2026-01-31}], cites"
    )
    protocol = loading.from_texts({**TINY, "more.yaml": row}).protocol
    assert protocol is not None
    (former,) = protocol.settings["office"].before
    assert (former.value, former.until.isoformat()) == ("post@example.org", "2026-01-31")
