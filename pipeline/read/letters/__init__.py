"""Letters: encodings from before Unicode, picture fonts, raised figures, and what a Vietnamese syllable may be."""
