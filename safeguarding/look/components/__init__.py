"""GOV.UK Frontend's components, written by our own small templates (the folder govuk/ here).

`component("button", text="Save")` from Python; pages use the tags of templatetags/govuk.py.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.template.base import Template
from django.utils.safestring import SafeString

from safeguarding.look.components.catalogue import CATALOGUE, Component
from safeguarding.look.components.parameters import ComponentError, parameters

__all__ = ["CATALOGUE", "ComponentError", "component"]

# An engine of their own: each template is compiled once, and no page's settings can change how they escape.
_ENGINE = Engine(
    loaders=[
        (
            "django.template.loaders.cached.Loader",
            [("django.template.loaders.filesystem.Loader", [Path(__file__).parent / "govuk"])],
        )
    ],
)


@cache
def _template(name: str) -> Template:
    return _ENGINE.get_template(name)


def component(name: str, /, **given: Any) -> SafeString:
    """The HTML of one component. Parameters have their official names, in camelCase or snake_case.

    `text` is escaped; `html` is taken only from something already marked safe. Raises ComponentError for an
    unknown component or parameter, or for HTML from an ordinary string.
    """
    found = CATALOGUE.get(name)
    if found is None:
        raise ComponentError(f"There is no component called {name!r}.{_nearest(name, CATALOGUE)}")
    p = parameters(given, name)
    _check_names(found, p)
    found.shape(p)
    return _template(found.template).render(Context({"p": p}))


def _check_names(found: Component, p: dict[str, Any]) -> None:
    for name in p:
        if name not in found.accepts and name != "words":
            raise ComponentError(
                f"The component {found.name!r} has no parameter {name!r}.{_nearest(name, found.accepts)}"
            )


def _nearest(name: str, known: Any) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else f" It knows: {', '.join(sorted(known))}."
