"""The doors: HTTP only."""
