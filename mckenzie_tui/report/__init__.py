"""What is said about a walk and a session: how far it has come, what the answers suggest, and why."""
