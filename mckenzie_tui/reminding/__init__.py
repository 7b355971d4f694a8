"""Reminders of what follows a session: as a file for a calendar, or as a line for a scheduler. Nothing runs here."""
