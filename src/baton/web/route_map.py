"""A map of teams and routes: where each team is drawn, and each route as a curve between two of them.

The intake stands on the left; each team is as far to the right as the fewest moves it takes to get there. The
list beside the drawing says the same in words.
"""

from __future__ import annotations

from typing import Any

from baton.protocol.schema import Protocol, Route

WIDTH, HEIGHT, ACROSS, DOWN, EDGE = 210, 52, 130, 34, 12
DRAWN = 14
"""More arrows than this no longer read as a drawing: a table from team to team says the same."""


def kinds_of(rules: Protocol, route: Route) -> str:
    """The kind of team a route leads to."""
    pick = rules.picks.get(route.to)
    return pick.of if pick else route.to


def end_of(rules: Protocol, route: Route) -> str:
    """The name of the team a route leads to."""
    kind = kinds_of(rules, route)
    return rules.teams[kind].name if kind in rules.teams else kind.replace("_", " ")


def table(rules: Protocol) -> list[dict[str, Any]]:
    """The ways from each team, where there are too many to draw: each with the numbers and names of its routes."""
    together = _together(rules)
    if len(together) <= DRAWN:
        return []
    names = [(start, to, numbers) for (start, to), numbers in together.items()]
    return [
        {
            "from": rules.teams[team].name,
            "ways": [
                {"to": rules.teams[to].name, "routes": [{"number": n, "name": rules.routes[n - 1].name} for n in numbers]}
                for start, to, numbers in names
                if start == team
            ],
        }
        for team in dict.fromkeys(start for start, _, _ in names)
    ]  # fmt: skip


def _together(rules: Protocol) -> dict[tuple[str, str], list[int]]:
    """The numbers of the routes from each team or body to each other."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, route in enumerate(rules.routes, 1):
        to = kinds_of(rules, route)
        for start in tuple(rules.teams) if "any" in route.from_ else route.from_:
            if start in rules.teams and to in rules.teams:
                found.setdefault((start, to), []).append(number)
    return found


def draw(rules: Protocol) -> dict[str, Any]:
    """Boxes and curves, in the units of the drawing's own box."""
    layers = _layers(rules)
    columns: dict[int, list[str]] = {}
    for team, layer in layers.items():
        columns.setdefault(layer, []).append(team)
    places = {
        team: (EDGE + layer * (WIDTH + ACROSS), EDGE + 44 + row * (HEIGHT + DOWN))
        for layer, found in columns.items()
        for row, team in enumerate(found)
    }
    boxes = [
        {"x": x, "y": y, "lines": _lines(rules.teams[t].name), "outside": rules.teams[t].outside}
        for t, (x, y) in places.items()
    ]
    tallest = max((len(found) for found in columns.values()), default=1)
    return {
        "boxes": boxes, "curves": _curves(rules, places), "w": WIDTH, "h": HEIGHT,
        "width": 2 * EDGE + len(columns) * WIDTH + max(len(columns) - 1, 0) * ACROSS + 60,
        "height": EDGE + 44 + tallest * (HEIGHT + DOWN),
    }  # fmt: skip


def _layers(rules: Protocol) -> dict[str, int]:
    found = {door: 0 for door in rules.protocol.intake if door in rules.teams}
    for _ in rules.teams:
        for route in rules.routes:
            to = kinds_of(rules, route)
            starts = [found[t] for t in _from(rules, route) if t in found]
            if starts and to in rules.teams and to not in found:
                found[to] = min(starts) + 1
    last = max(found.values(), default=0)
    bodies = {name for route in rules.routes for name in route.from_} & rules.teams.keys() - found.keys()
    for body in sorted(bodies):
        found[body] = min(
            (found[kind] for kind in rules.kinds_in.get(body, ()) if kind in found), default=last + 1
        )
    return {
        **found,
        **{
            team: last + 1
            for team in rules.teams
            if team not in found and rules.teams[team].kind == "service"
        },
    }


def _from(rules: Protocol, route: Route) -> tuple[str, ...]:
    """The kinds of team a route leaves, those of a larger body each by itself."""
    if "any" in route.from_:
        return tuple(rules.teams)
    return tuple(dict.fromkeys(kind for body in route.from_ for kind in rules.kinds_in.get(body, (body,))))


def _curves(rules: Protocol, places: dict[str, tuple[int, int]]) -> list[dict[str, Any]]:
    """One curve from each team or body to each other, with the numbers of all the routes that go that way."""
    together = {pair: numbers for pair, numbers in _together(rules).items() if places.keys() >= set(pair)}
    return [
        {
            "d": _curve(places[start], places[to], at), "numbers": ", ".join(map(str, numbers)),
            "name": "; ".join(f"{number}. {rules.routes[number - 1].name}" for number in numbers),
            **_middle(places[start], places[to], at),
        }
        for at, ((start, to), numbers) in enumerate(together.items(), 1)
    ]  # fmt: skip


def _curve(start: tuple[int, int], end: tuple[int, int], number: int) -> str:
    (x1, y1), (x2, y2) = start, end
    off = 10 * (number % 4)
    if start == end:
        x = x1 + WIDTH
        return f"M {x} {y1 + 14} C {x + 46} {y1 - 6}, {x + 46} {y1 + HEIGHT + 6}, {x + 3} {y1 + HEIGHT - 14}"
    if x2 > x1:
        return f"M {x1 + WIDTH} {y1 + 12 + off} C {x1 + WIDTH + 70} {y1 + 12 + off}, {x2 - 70} {y2 + 12 + off}, {x2 - 3} {y2 + 12 + off}"
    top = min(y1, y2) - 34 - off / 2
    return (
        f"M {x1 + WIDTH / 2} {y1} C {x1 + WIDTH / 2} {top}, {x2 + WIDTH / 2} {top}, {x2 + WIDTH / 2} {y2 - 3}"
    )


def _middle(start: tuple[int, int], end: tuple[int, int], number: int) -> dict[str, float]:
    (x1, y1), (x2, y2) = start, end
    off = 10 * (number % 4)
    if start == end:
        return {"x": x1 + WIDTH + 36, "y": y1 + HEIGHT / 2 + 5}
    if x2 > x1:
        return {"x": (x1 + WIDTH + x2) / 2, "y": (y1 + y2) / 2 + 12 + off - 3}
    return {"x": (x1 + x2 + WIDTH) / 2, "y": min(y1, y2) - 26 - off / 2}


def _lines(name: str) -> list[str]:
    """A name on two lines at most."""
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 26 and len(lines) == 1:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return [line if len(line) <= 30 else f"{line[:29]}…" for line in lines]
