"""What agencies are asked about an incident, and what they answer: the scope, requests for information, returns, calls,
the check half-way."""
