"""Tests of the local X."""
