"""Sums of money: the passage in, `Amount` mentions out (`finder`; `in_cells` for tables)."""
