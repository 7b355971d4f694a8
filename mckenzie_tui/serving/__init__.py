"""The page: the full screen shown in a browser on this computer, and to nobody else."""

DRIVER = "textual.drivers.web_driver:WebDriver"
"""The driver by which Textual draws into pipes; the program that runs behind the page is told of it."""
