"""The rules: law and policy as data and arithmetic. No Django, no database, no clock, no settings.

Nothing here reads the day: every function that needs one is given it (see safeguarding/today.py).
"""
