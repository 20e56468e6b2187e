"""The practical in the browser: runs of teams, their live state, the team page."""
