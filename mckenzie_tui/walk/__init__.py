"""A walk: one pass through one flow. The state machine here is the only judge of what comes next."""
