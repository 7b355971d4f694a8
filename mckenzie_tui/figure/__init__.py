"""Moving figures of the exercises, as data: read (schema, load), posed (skeleton, motion), dressed (parts), drawn."""
