"""A flow drawn: boxes and arrows made from the table that its machine walks, as Mermaid or as text."""
