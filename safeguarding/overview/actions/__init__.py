"""The verbs: each keyword-only, `by` somebody, `on` a day, one transaction."""
