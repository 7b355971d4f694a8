"""A session as others read it."""
