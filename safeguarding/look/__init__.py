"""How everything is drawn: components, patterns, questions, base pages. Knows rules and the day, and no case."""
