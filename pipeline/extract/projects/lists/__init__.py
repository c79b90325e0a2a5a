"""Projects that lists and labels set out: the lines of a text in, `Project` mentions out (`listed`, `subject`, `headings`)."""
