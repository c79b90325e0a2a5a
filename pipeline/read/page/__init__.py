"""A page of placed words: lines, columns, tables and text in reading order, whether PDFium or Tesseract read them."""
