"""`docs/reference/settings.md`, written from the table of `environment.py`. A test fails when it is stale:
`python -m safeguarding.ground.settings_page > docs/reference/settings.md`."""

import sys

from safeguarding.ground.environment import SETTINGS

HEAD = """# Settings

Read from the environment when a process starts. In `production` the system refuses to start with settings that are not
safe, and names each: `safeguarding setup-check` says what it would refuse.

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
