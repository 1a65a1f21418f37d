"""Made-up names and addresses: none could be taken for a real person's or a real house.

Example: `family(random)` is 'Testbury'; `address(random, "AB1")` is '12 Demo Street, AB1'.
"""

from __future__ import annotations

from random import Random

GIVEN = (
    "Abbo Brindle Calix Dovey Embla Finlo Gwenny Hollin Isbel Joss Kitto Linnet Merrin Nico Oriel Piper "
    "Quenby Robin Saffy Tolly Ula Vesper Wren Yanni Zinnia Bay Coral Dune Fable Glen Harper Indie Jay Kestrel "
    "Lark Moss Noor Opal Pax Reed Sky Teal Vale Zoë Siân Ŵyn Maëlle Añil"
).split()
FAMILY = (
    "Testbury Samplewood Demoson Trialby Mockford Placeholt Exampleby Fictley Draftwell Stubbins-Test Dummer "
    "Modelton Patternby Proofley Sketchley Specimen Madeup Pretendham Notreal Inventon Imagine Fabley O’Demo "
    "Storyman Taleworth Fablecott Blankley Outlinson Templeton-Test Figmentz Mocksmith Examplar Trialwood "
    "Sampleton Testerby Demoray Fakenham-Test Placidtest Rehearsal Drillby"
).split()
STREETS = ("Demo Street", "Sample Road", "Test Terrace", "Example Avenue", "Pretend Close", "Trial Lane")
CALLERS = ("Ms Caller", "Mr Ringer", "Mx Teller", "Dr Sample", "Mrs Writer", "Sgt Example", "Nurse Trial")
FICTION = "01632 960"
"""The range of telephone numbers kept for drama."""


def given(random: Random) -> str:
    """A given name."""
    return random.choice(GIVEN)


def family(random: Random) -> str:
    """A surname."""
    return random.choice(FAMILY)


def address(random: Random, area: str) -> str:
    """A house that is not there, in a postcode district."""
    return f"{random.randint(1, 199)} {random.choice(STREETS)}, {area}"


def caller(random: Random, source: str) -> dict[str, str]:
    """Who rang, for whom, and a number from the range kept for drama."""
    number = f"{FICTION}{random.randint(100, 999)}"
    return {"name": random.choice(CALLERS), "agency": source, "telephone": number}
