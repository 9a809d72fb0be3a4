"""The learner's room: progress, accounts and comments move in with the course."""
