"""All teams on one screen for the trainer: where they are, who needs help, the clock, the disturbances."""
