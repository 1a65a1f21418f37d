"""What may not be written in any file kept here: paths of one machine, hosts of a package registry."""

import re

import pytest

from tests.house.tree import ROOT, kept_files, name_of

# Put together here so that this file does not find itself.
_HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "registry" + ".npmjs",
    "registry" + ".yarnpkg",
    "npm" + "mirror",
)
_FOLDERS = ("/ho" + "me/", "/wo" + "rk/", "/ro" + "ot/", "/Us" + "ers/", "C:" + "\\\\Users")
FORBIDDEN = {
    "a registry host": re.compile("|".join(re.escape(host) for host in _HOSTS)),
    "a path of one machine": re.compile(
        r"(?<![\w.~/-])(?:" + "|".join(re.escape(one) for one in _FOLDERS) + r")\w"
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    found = []
    for path in kept_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a picture or a font
        lines = text.splitlines()
        found += [f"{name_of(path)}:{n}" for n, line in enumerate(lines, 1) if FORBIDDEN[what].search(line)]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in", "uv.in"])
def test_every_dependency_is_pinned_and_has_its_reason_beside_it(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    wanting = [
        line
        for line in lines
        if line
        and not line.startswith(("#", "-r"))
        and not re.fullmatch(r"[\w.\[\],-]+==\S+ +# \w.{9,}", line)
    ]
    assert wanting == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "uv"])
def test_every_dependency_is_locked_with_hashes(name: str) -> None:
    locked = (ROOT / f"{name}.txt").read_text()
    asked = re.findall(r"^([\w.-]+)(?:\[.*?\])?==(\S+)", (ROOT / f"{name}.in").read_text(), re.MULTILINE)
    there = set(re.findall(r"^([\w.-]+)(?:\[.*?\])?==(\S+)", locked, re.MULTILINE))
    assert {(package.replace(".", "-"), pin) for package, pin in asked} <= there
    assert 0 < len(there) <= locked.count("--hash=sha256:")
