"""What the accuracy board measures with: real lists, clean names, mutations, matchers."""
