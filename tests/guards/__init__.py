"""Which guard of the program each row of the reference hangs on."""
