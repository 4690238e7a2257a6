"""Starts the embedded server where it is the one in use: called by the few entry points that need a database."""

import os

from safeguarding.ground import embedded
from safeguarding.ground.addresses import data_folder, is_embedded


def start_when_embedded() -> None:
    """Make sure that the database answers, unless a real server's addresses are given."""
    if is_embedded(os.environ):
        embedded.start(data_folder(os.environ))
