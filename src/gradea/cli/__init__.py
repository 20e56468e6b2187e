"""The `gradea` command. Exit codes: 0 good, 1 a finding, 2 wrong usage."""

from gradea.cli.main import main

__all__ = ["main"]
