"""Template tags of the cleanroom."""
