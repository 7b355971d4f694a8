"""The widgets that screens share."""
