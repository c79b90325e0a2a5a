"""Excel's formats (.xlsx, .xls). In: a file's bytes. Out: a page for each sheet."""
