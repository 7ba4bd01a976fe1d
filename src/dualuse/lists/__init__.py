"""Control lists: what we encode ourselves, and the official texts the user imports."""
