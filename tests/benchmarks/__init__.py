"""Speed and size, measured beside a floor of the same run: `python3 run.py bench`. Never timed tests."""
