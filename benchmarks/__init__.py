"""Boards and ratios; none of this is shipped in the wheel or run in the test suite."""
