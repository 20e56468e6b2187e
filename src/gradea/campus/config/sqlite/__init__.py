"""SQLite with settings that keep what was acknowledged, checked at every connection."""
