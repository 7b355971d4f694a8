"""The folder of the session logs: saving, finding and forgetting them, and keeping two programs from one of them."""
