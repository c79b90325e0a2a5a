"""What tables say: a grid of words in, out its heads, the units of its columns, and a `TableCell` for every cell."""
