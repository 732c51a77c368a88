"""Tests of the local Clearbit and the local Hunter."""
