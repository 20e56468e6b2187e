"""Where the ledger is kept: durable storage of runs, apart from Django's own database."""
