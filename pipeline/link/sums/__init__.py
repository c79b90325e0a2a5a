"""Totals and their parts: amounts in, `SumRelation` and `Untold` out (`finder`, then a module for each other construction)."""
