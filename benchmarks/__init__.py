"""Measured claims: each file is a command that prints ratios of things run side by side."""
