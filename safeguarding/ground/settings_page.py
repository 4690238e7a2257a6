"""`docs/reference/settings.md`, written from the table of `environment.py`. A test fails when it is stale:
`python -m safeguarding.ground.settings_page > docs/reference/settings.md`."""

import sys

from safeguarding.ground.environment import SETTINGS

HEAD = """# Settings

Read from the environment when a process starts. In `production` the system refuses to start with settings that are not
safe, and names each: `safeguarding setup-check` says what it would refuse. Beside settings it looks at who signs in:
production does not start while anybody of the demonstration may, since their passwords and codes can be worked out from
the source; a demonstration does not start among people with real addresses, and listens to this machine alone. So
production begins with a database of its own, never with one that was a demonstration.

| Variable | What it holds | Otherwise |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(
        f"| `{one.name}` | {one.meaning} | {f'`{one.default}`' if one.default else ''} |\n" for one in SETTINGS
    )


if __name__ == "__main__":
    sys.stdout.write(page())
