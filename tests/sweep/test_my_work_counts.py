"""The page after signing in asks each of the cast's people no more often when there is more of everything."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeguarding import today
from tests.cast import ROLES
from tests.sweep.conftest import undone
from tests.sweep.story import Story
from tests.sweep.test_query_counts import make_much


def asked(story: Story) -> dict[str, int]:
    """How often the page asks, for everybody who holds a role."""
    found = {}
    for name in dict.fromkeys(name for name, _role, _at in ROLES):
        with undone():
            browser = story.browsers.of(name)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get("/").status_code == 200, name
        found[name] = len([one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])
    return found


def test_everybody_is_told_with_the_same_number_of_queries(told: Story) -> None:
    with undone(), today.turned_to(today.today()):
        few = asked(told)
        make_much(told)
        many = asked(told)
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
