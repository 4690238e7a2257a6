"""The forms of meetings: fields and their sentences. Whether a thing may be done is the verb's matter (`actions/`)."""
