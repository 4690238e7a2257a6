"""What is to change, and whether it did: the rows."""
