"""Tags of the exercises slice."""
