"""Files of a case: checked by content, sealed at rest, served only to people whom the case wall lets in.

What a file *means* to a case (a paper, an e-mail filed, evidence) lives in the apps above; here it is bytes
with a case key.
"""
