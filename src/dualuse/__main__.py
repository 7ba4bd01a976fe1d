"""``python -m dualuse`` is the ``dualuse`` command."""

from dualuse.cli import main

if __name__ == "__main__":
    main()
