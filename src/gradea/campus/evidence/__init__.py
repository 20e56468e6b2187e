"""Proof in the hands of others: verify what was exported or printed, trace a number, take a package or labels along."""
