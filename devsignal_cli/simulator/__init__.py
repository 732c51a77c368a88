"""A local X API v2 on loopback, to try devsignal and to test it; imports nothing of the rest of devsignal."""
