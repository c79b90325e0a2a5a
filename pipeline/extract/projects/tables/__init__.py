"""Projects in rows of tables: a grid in, out what its columns tell and a `Project` for each row of a list of projects (`rows`)."""
