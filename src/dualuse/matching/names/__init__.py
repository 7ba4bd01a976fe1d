"""Names found fast and without loss. See the modules: bags, vocabulary, records, and the two channels over them."""
