"""The pages of signing in, of one's own account, of people and roles, and of the directory."""
