"""What is to change and whether it did: findings, recommendations, actions, their evidence and re-checks, and the end
of an incident."""
