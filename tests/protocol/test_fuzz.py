"""Whatever is in a protocol's files, reading them says what is wrong: it never raises anything but Mistakes."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baton.protocol import explaining, loading
from baton.protocol.checking import check_read
from baton.protocol.mistakes import Mistakes
from tests.protocol.sampling import TINY, checked

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = ("[", "]", "{", "}", ":", "-", "&a", "*a", "!!set", "? ", "|", ">", "'", '"', "\t", "%YAML 1.1", "---", "...", "#",
         "otherwise", "not", "any", "under", "~", "", "yes", "1e9", "\u0000", "\ufeff", "\u2028", "<<", "=", "@", "`")  # fmt: skip


@QUICK
@given(st.text(max_size=400))
def test_any_text_at_all(text: str) -> None:
    assert checked({**TINY, "zz.yaml": text}).mistakes is not None


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_at_all(raw: bytes) -> None:
    assert checked({**TINY, "zz.yaml": raw}).mistakes is not None


@QUICK
@given(st.lists(st.sampled_from(WORDS + ("facts", "acts", "routes", "\n", "\n  ", " ")), max_size=60))
def test_any_pieces_of_yaml(pieces: list[str]) -> None:
    assert checked({"a.yaml": "".join(pieces)}).mistakes is not None


@QUICK
@given(st.integers(min_value=0), st.integers(min_value=1, max_value=6))
def test_any_damage_to_a_good_protocol(seed: int, times: int) -> None:
    chance = random.Random(seed)
    text = TINY["rules.yaml"]
    for _ in range(times):
        text = _damage(text, chance)
    made = check_read(loading.from_texts({**TINY, "rules.yaml": text}))
    assert all(m.line >= 1 and m.column >= 1 and m.wrong and m.right for m in made.mistakes), made.mistakes
    for path, rule in made.protocol.rules() if made.protocol else ():
        assert explaining.explain(made.protocol, path, rule)  # type: ignore[arg-type]


def _damage(text: str, chance: random.Random) -> str:
    """The text with a piece cut, doubled, moved or changed for a word that means something in YAML or here."""
    tokens = text.replace("{", " { ").replace("}", " } ").split(" ")
    kind, at = chance.randrange(5), chance.randrange(len(tokens))
    if kind == 0:
        return text[:at] + text[at + chance.randrange(1, 30) :]
    if kind == 1:
        return text[:at] + chance.choice(WORDS) + text[at:]
    if kind == 2:
        tokens[at] = chance.choice(WORDS)
    elif kind == 3:
        tokens[at] = chance.choice(tokens)
    else:
        lines = text.split("\n")
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
        return "\n".join(lines)
    return " ".join(tokens)


@QUICK
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["decide", "plan", "3 months"]),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["all", "any", "not", "plan", "age", "under", "at_least", "to", "at", "ever", "total", "same",
                             "same_answer", "in", "each", "since", "is", "pack.consent", "siblings", "decide"]),
            inner, max_size=3,
        ),
        max_leaves=12,
    )
)  # fmt: skip
def test_any_condition_at_all(raw: object) -> None:
    import json

    text = "impossible:\n  - says: It cannot be.\n    when: " + json.dumps(raw) + "\n"
    rules = TINY["rules.yaml"].replace(
        "impossible:\n  - {when: {plan: none, proceedings: started}, says: Proceedings need a plan.}\n", ""
    )
    made = checked({**TINY, "rules.yaml": rules, "zz.yaml": text})
    for path, rule in made.protocol.rules() if made.protocol else ():
        if path.startswith("impossible"):
            assert explaining.explain(made.protocol, path, rule)  # type: ignore[arg-type]


@QUICK
@given(st.binary(max_size=300))
def test_any_story_file(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    file: Path = tmp_path_factory.getbasetemp() / "stories.yaml"
    file.write_bytes(raw)
    with contextlib.suppress(Mistakes):
        loading.stories(file)
