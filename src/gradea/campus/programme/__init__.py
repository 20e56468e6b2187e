"""The programme: editions, days, sessions, organisations as public facts, and the teams."""
