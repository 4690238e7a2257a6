"""Meetings: the rows."""
