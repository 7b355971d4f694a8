"""The full-screen interface: the one part that knows Textual."""
