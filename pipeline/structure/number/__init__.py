"""The grammar of document numbers: text in, `DocumentNumber`s with their spans out (`docnumber`)."""
