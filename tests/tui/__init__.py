"""Tests of the full-screen interface, through its keys and its screen."""
