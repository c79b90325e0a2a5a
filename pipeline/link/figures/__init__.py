"""What figures say of each other besides adding up: percentages, growth, counts, series, plans."""
