"""The frame every page stands in: design system, navigation, access policy, live streams, failure pages."""
