"""What a person can do with a case: one module a matter, one function a thing. Each is keyword-only, says `by` whom
and `on` which day, and is one transaction: may they? is it time? then facts, dues, messages."""
