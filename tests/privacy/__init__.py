"""What people may ask to be forgotten, and what is not kept for ever."""
