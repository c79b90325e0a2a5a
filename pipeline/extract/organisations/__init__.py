"""Bodies: the passage in, organisation `Entity` mentions out (`finder`)."""
