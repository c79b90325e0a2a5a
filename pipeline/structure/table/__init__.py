"""Tables: ruled, set with tabs or written one cell a line in, grids with heads, ranked rows and their sums out."""
