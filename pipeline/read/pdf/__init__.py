"""PDF. In: a file's bytes. Out: a page of text for each page, from its characters, rules and pictures."""
