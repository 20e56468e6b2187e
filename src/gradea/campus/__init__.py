"""The campus: a Django site that stores, shows and lets people in. Each folder below is a slice with its own models and pages."""
