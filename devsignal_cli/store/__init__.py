"""The cellar: the only files that speak SQL."""
