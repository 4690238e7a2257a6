"""What can be done with accounts (`accounts.py`), roles (`roles.py`) and the directory (`directory.py`): one function a
thing, keyword-only, each one transaction. A no is a `Refused` whose sentence is shown to the person."""
