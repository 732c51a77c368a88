"""Tests of the sentiment rules."""
