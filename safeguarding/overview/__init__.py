"""How many, where each stands and the time taken, for partners and the national body. Small numbers are never shown,
and nothing is ranked."""
