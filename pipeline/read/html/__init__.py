"""Web pages, and what Word and mail programs save as one. In: bytes. Out: text and tables as a browser shows them."""
