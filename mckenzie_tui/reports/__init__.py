"""Reports of sessions for physical therapists: text for a note, a table, a page to print. Sessions in, bytes out."""
