"""`python -m targets` is the same as `targets`."""

from targets.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
