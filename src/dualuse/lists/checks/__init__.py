"""The authoring checks, one module each; :func:`dualuse.lists.validate.check_lists` runs them all."""
