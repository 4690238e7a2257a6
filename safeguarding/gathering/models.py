"""What agencies are asked, and what they answer: the rows."""
