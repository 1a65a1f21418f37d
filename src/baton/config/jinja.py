"""The Jinja2 environment of the pages: the GOV.UK components, `static` and `url`. Filters of one page belong to web."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """`url("case", ref=...)` in a template: the address of a page."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


class Pages(Environment):
    """What a page is given is nearly always a dict: `row.name` looks there first, and not at an attribute that is missing.
    So a key is seen before a method of the same name."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`obj.attribute` in a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """Django calls this once. Undefined stays lenient: the GOV.UK macros rely on it."""
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    loader = ChoiceLoader([options.pop("loader"), components])
    made = Pages(loader=loader, trim_blocks=True, lstrip_blocks=True, **options)
    made.globals.update(static=static, url=address)
    return made
