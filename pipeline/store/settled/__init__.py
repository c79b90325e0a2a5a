"""What follows from several documents together, brought up to date once they are in: citations resolved, what is told again, totals."""
