"""Looking back over the sessions of one person, to see how it goes."""
