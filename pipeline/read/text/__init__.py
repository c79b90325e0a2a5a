"""Plain text. In: bytes. Out: text, and the tables that are set with tabs, spaces or strokes."""
