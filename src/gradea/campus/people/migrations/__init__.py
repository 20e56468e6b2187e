"""Migrations of the people slice."""
