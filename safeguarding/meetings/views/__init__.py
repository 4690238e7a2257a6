"""The pages. Each module names its own addresses; `urls.py` gathers them."""
