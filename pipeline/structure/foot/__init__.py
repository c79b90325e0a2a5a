"""The foot of a document: its last lines in, recipients and who signs it out (`signature`)."""
