"""What is settled for the embedded server: who may come in, and how it is configured.

Everything else of PostgreSQL's configuration is what `initdb` found right for the machine.
"""

import pwd
from pathlib import Path

from safeguarding.ground.logins import APP, OWNER, PUBLIC
from safeguarding.ground.place import Account

FILE = "safeguarding.conf"
INCLUDE = f"\ninclude = '{FILE}'  # rewritten when the project moves\n"
# Through the socket alone, and only for accounts that the map below names: no password to keep or to leak.
HBA = "local all all peer map=safeguarding\n"


def ident(account: Account) -> str:
    """Who may use the logins: root, and the person who runs the server; never `nobody`."""
    names = {pwd.getpwuid(0).pw_name, account.name} - {"nobody"}
    roles = ("postgres", OWNER, APP, PUBLIC)
    return "".join(f'safeguarding "{name}" {role}\n' for name in sorted(names) for role in roles)


def configuration(sockets: Path) -> str:
    """The log tells what the server did, never what a statement said: statements carry children's names."""
    return f"""listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
cluster_name = 'safeguarding'
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
"""
