"""Template tags of the design system; loaded for every template."""
