"""What each amount is for: its role, state and fiscal year, by its own words and what stands over it."""
