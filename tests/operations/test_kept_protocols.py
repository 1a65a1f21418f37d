"""A protocol kept between processes: the same as one read anew, never older than its files."""

import shutil
from pathlib import Path

import pytest

from baton.protocol.loading import load
from baton.protocol.mistakes import Mistakes
from baton.services import kept_protocols

SOME = Path(__file__).parents[1] / "casework" / "small.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "some"
    made.mkdir()
    shutil.copy(SOME, made)
    return made


def test_what_is_kept_equals_what_is_read(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = kept_protocols.loaded(folder, kept)
    assert len(list(kept.iterdir())) == 1
    assert kept_protocols.loaded(folder, kept) == first == load(folder)


def test_a_change_is_seen_at_once_and_the_older_copy_goes(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept_protocols.loaded(folder, kept)
    (folder / "more.yaml").write_text("settings: {more: {valu: 1 day}}\n")
    with pytest.raises(Mistakes):
        kept_protocols.loaded(folder, kept)
    (folder / "more.yaml").write_text("settings: {more: {value: 1 day, meaning: Something more.}}\n")
    assert "more" in kept_protocols.loaded(folder, kept).settings
    assert len(list(kept.iterdir())) == 1


def test_a_damaged_copy_is_read_anew(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    first = kept_protocols.loaded(folder, kept)
    next(kept.iterdir()).write_bytes(b"\x80\x05not a protocol")
    assert kept_protocols.loaded(folder, kept) == first


def test_a_folder_that_cannot_be_written_does_no_harm(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file in the way")
    assert kept_protocols.loaded(folder, tmp_path / "kept") == load(folder)
