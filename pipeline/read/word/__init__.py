"""Word's formats (.docx, .doc, .rtf). In: a file's bytes. Out: pages of text and tables as Word shows them."""
