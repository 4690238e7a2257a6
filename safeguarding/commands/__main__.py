"""Lets the supervisor start its children as `python -m safeguarding.commands`, wherever the scripts lie."""

import sys

from safeguarding.commands import main

sys.exit(main())
