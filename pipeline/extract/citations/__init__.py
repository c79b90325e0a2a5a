"""Documents that the text names: the passage in, `Citation` mentions out (`finder`)."""
