"""The patterns that every screen shares, as tags: stages, timeline, standing, days, copying, people to ring.

What they are given is in look/patterns.py; single components are in templatetags/govuk.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.base import Node, NodeList, Parser, Token
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from safeguarding import today as clock
from safeguarding.look.charts import Chart, bars, columns
from safeguarding.look.components import ComponentError, component
from safeguarding.look.components.parameters import attributes
from safeguarding.look.patterns import Contact, Copyable, DayCell, Happening, Step
from safeguarding.look.standing_words import day_words, shown
from safeguarding.rules.clock import Standing

register = template.Library()

LONGEST_HEAD = 80


@register.inclusion_tag("patterns/stages.html")
def stages(steps: Sequence[Step], label: str = "") -> dict[str, Any]:
    """Where a case is: `{% stages steps %}`, steps being look.patterns.Step."""
    return {"steps": steps, "label": label or gettext("Stages")}


@register.inclusion_tag("patterns/chart.html")
def chart(of: Chart) -> dict[str, Any]:
    """A count of each kind, as a picture and as its table: `{% chart one %}`, one being look.charts.Chart."""
    return {"chart": of, "picture": bars(of), "rows": columns(of.rows)}


@register.inclusion_tag("patterns/timeline.html")
def timeline(happenings: Sequence[Happening], level: int = 3) -> dict[str, Any]:
    """What happened, in the order given: `{% timeline happenings %}`; `level` is that of its headings."""
    today = clock.today()
    told = [{"of": one, "iso": one.when.isoformat(), "day": moment_words(one.when, today)} for one in happenings]
    return {"happenings": told, "level": level}


def moment_words(when: date | datetime, today: date) -> str:
    """ "Friday 13 March at 14:02" for a moment, in London; the day alone for a day."""
    if not isinstance(when, datetime):
        return day_words(when, today)
    there = clock.london(when)
    words = {"day": day_words(there.date(), today), "time": date_format(there, "H:i")}
    return gettext("%(day)s at %(time)s") % words


@register.simple_tag
def standing(
    standing: Standing,
    due: date | None = None,
    force: str = "statute",
    today: date | None = None,
    lasts: bool = False,
) -> SafeString:
    """The tag for a standing: `{% standing owed.standing due=owed.due force=owed.force %}`."""
    how = shown(standing, due=due, today=today or clock.today(), force=force, lasts=lasts)
    return _tag(how.words, how.classes)


@lru_cache(maxsize=1024)
def _tag(words: str, classes: str) -> SafeString:
    """Drawn once for the same words: a list says the same of many rows."""
    return component("tag", text=words, classes=classes)


@register.inclusion_tag("patterns/days.html")
def days_row(cells: Sequence[DayCell], caption: str, today: date | None = None) -> dict[str, Any]:
    """A counted period, day by day: `{% days_row cells _("Fifteen working days") %}`."""
    present = today or clock.today()
    days = [
        {
            "of": cell,
            "is_today": cell.on == present,
            "is_passed": cell.on < present and cell.number is not None,
        }
        for cell in cells
    ]
    return {"days": days, "caption": caption, "has_steps": any(cell.steps for cell in cells)}


@register.inclusion_tag("patterns/why.html")
def why_this_date(lines: Sequence[str], caption: str = "") -> dict[str, Any]:
    """The working that rules/why.py tells, a sentence a line; what stands before a colon heads its row."""
    parted = [(line, *line.partition(": ")) for line in lines]
    # A colon deep in a sentence heads nothing.
    told = [(head, rest) if rest and len(head) <= LONGEST_HEAD else ("", line) for line, head, _, rest in parted]
    return {"told": told, "caption": caption or gettext("Why this date")}


@register.inclusion_tag("patterns/contacts.html")
def contacts(people: Sequence[Contact], level: int = 3) -> dict[str, Any]:
    """People to ring: `{% contacts people %}`."""
    return {"people": people, "level": level}


@register.inclusion_tag("patterns/copy.html")
def copy_sheet(fields: Sequence[Copyable], ticks: bool = True) -> dict[str, Any]:
    """Fields to copy one by one, each with its count and, inside a form, a tick named "entered"."""
    return {"fields": fields, "ticks": ticks}


@register.simple_tag
def drawing(svg: SafeString, caption: str = "") -> SafeString:
    """A drawing of ours in the page, beside its table: `{% drawing svg _("Where the case is") %}`."""
    if not isinstance(svg, SafeString):
        raise ComponentError("A drawing is HTML but was given an ordinary string. Mark it safe where it is drawn.")
    said = format_html('<figcaption class="govuk-body-s">{}</figcaption>', caption) if caption else ""
    return format_html('<figure class="app-drawing">{}{}</figure>', svg, said)


@register.simple_tag
def autosave(address: str = "") -> SafeString:
    """The attributes with which a form is saved while it is typed; nothing without an address."""
    if not address:
        return SafeString("")
    return attributes(
        {
            "data-autosave": address,
            "data-autosave-said": "autosave-said",
            "data-saved": gettext("Saved at %{time}"),
            "data-signed-out": gettext(
                "You have been signed out. What you typed is still here and is not saved: "
                "sign in again in another tab, then carry on."
            ),
            "data-changed": gettext(
                "Somebody else saved this page meanwhile. Press the button: both texts are kept and shown."
            ),
            "data-not-saved": gettext("Not saved just now. What you typed is still here; we will try again."),
        }
    )


@register.simple_tag
def back_link(href: str, text: str = "") -> SafeString:
    """The way back, above the page and in a landmark of its own: `{% back_link url %}`."""
    words = text or gettext("Back")
    return format_html('<nav aria-label="{}">{}</nav>', words, component("back-link", href=href, text=words))


class _Scrolling(Node):
    def __init__(self, label: Any, body: NodeList) -> None:
        self.label, self.nodelist = label, body

    def render(self, context: Context) -> SafeString:
        return format_html(
            '<div class="app-scroll" role="region" tabindex="0" aria-label="{}">{}</div>',
            self.label.resolve(context),
            self.nodelist.render(context),
        )


@register.tag
def scrolling(parser: Parser, token: Token) -> Node:
    """A table that may be wider than the screen: `{% scrolling _("Cases") %}…{% endscrolling %}`."""
    _, label = token.split_contents()
    body = parser.parse(("endscrolling",))
    parser.delete_first_token()
    return _Scrolling(parser.compile_filter(label), body)
