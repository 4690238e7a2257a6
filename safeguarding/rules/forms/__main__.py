"""Writes the reference page of the forms to the standard output."""

import sys

from safeguarding.rules.forms.loading import all_forms
from safeguarding.rules.forms.reference import reference

sys.stdout.write(reference(all_forms()))
