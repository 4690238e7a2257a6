"""Meetings of every kind: agenda, papers, attendance, interests, decisions, actions typed live, minutes. It stands
above what is talked about, and asks it for what is open."""
