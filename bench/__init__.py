"""Benchmarks: `python -m bench` runs all, `python -m bench.NAME` one. Each prints a table of what it measured."""
