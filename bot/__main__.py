"""`python -m bot` and the console command `paperboy`."""

from bot.cli import main

if __name__ == "__main__":
    main()
