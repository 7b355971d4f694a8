"""What is heard while an exercise is done: bells in patterns, or a voice."""
