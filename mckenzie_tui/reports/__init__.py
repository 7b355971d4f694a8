"""Reports of sessions for others: a note, a table, a page to print, a bundle for a clinic. Sessions in, bytes out."""
