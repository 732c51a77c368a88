"""A local X API v2, Clearbit and Hunter on loopback, to try and test devsignal; imports nothing of the rest of it."""
