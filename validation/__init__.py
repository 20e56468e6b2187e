"""The requirements matrix: requirement, tests that hold it, their last result. Run `python -m validation`."""
