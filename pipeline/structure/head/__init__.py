"""The head of a document: chunks of its first page in, issuer, number, place, date, kind and subject out (`letterhead`)."""
