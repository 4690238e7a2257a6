"""Safeguarding Reviews: the open system for UK child safeguarding reviews."""
