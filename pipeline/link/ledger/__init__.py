"""What a ledger books: amounts in, `Entry` records out, so that no money counts twice."""
