"""Master recipes of the school: drafts, their life, and the numbered copies of the version in force."""
