"""How many, and where each stands: the rows."""
