"""The users' pages: who can log in, with which role, and what an administrator does about it."""
