"""The ledger's promises: nothing acknowledged is lost, and nothing is changed without being seen."""
