"""What stays of an edition: figures, photographs of those who agreed, thanks, and a film rendered from the replays."""
