"""`python -m mockgenie` is the `mockgenie` command."""

import sys

from mockgenie.cli import main

if __name__ == "__main__":
    sys.exit(main())
