"""Forms as data: what is asked, in what words, of whom, and what becomes of the answers.

The forms themselves are in `rules/law/…/forms/`. Nothing here knows Django, a database or today's date.
"""
