"""What a team sees after the batch: what was done, what was written, what was true, and what lay between."""
