"""Migrations of the programme slice."""
