"""`python -m mapapp` is the command line."""

from mapapp.cli import main

main()
