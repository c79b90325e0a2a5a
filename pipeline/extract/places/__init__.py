"""Places: the passage in, place `Entity` mentions out (`finder`); administrative units by name and code (`gazetteer`)."""
