"""The pages of cases: each module parses what was asked, calls one verb or query, and draws."""
