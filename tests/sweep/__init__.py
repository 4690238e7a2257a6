"""What holds for every page and every table there is, found from the URL map and the models: whoever adds one is tested
here without adding a test. `site.py` finds the pages, `story.py` fills every table, `people.py` says who asks."""
