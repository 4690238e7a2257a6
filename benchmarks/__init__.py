"""The budgets, measured: `make bench`. Nothing here is a timed test; what was found is written to
`docs/reference/benchmarks.md`."""
