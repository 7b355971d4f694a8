"""The screens: one file and one stylesheet of the same stem each. They post messages and do not know each other."""
