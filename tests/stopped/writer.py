"""A process of its own that takes first calls one after another, `python -m tests.stopped.writer`: it says the
reference of each once it is stored, and goes on by itself when the database was away."""

import sys
import time

import django


def main() -> None:
    django.setup()
    from django.db import InterfaceError, OperationalError, connection

    from safeguarding.today import today
    from tests.cases.first_call.calls import call, search
    from tests.cast import make_cast

    cast = make_cast()
    while True:
        try:
            case = call(cast, search(cast), known_on=today(), known_at=None)
            sys.stdout.write(f"{case.reference}\n")
            sys.stdout.flush()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.05)


if __name__ == "__main__":
    main()
