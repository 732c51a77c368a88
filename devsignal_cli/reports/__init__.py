"""The windows: result values as files for other programs. Pure."""
