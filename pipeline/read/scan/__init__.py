"""Scans. In: a picture of a page. Out: its words and rules, read by Tesseract in this process."""
