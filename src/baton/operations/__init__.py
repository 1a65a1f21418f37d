"""RUNS: command line, worker and sweep, imports, exports, demonstration data, benchmarks."""
