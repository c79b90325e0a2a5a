"""`python -m pipeline` is `vanban`."""

from pipeline.cli import main

main()
