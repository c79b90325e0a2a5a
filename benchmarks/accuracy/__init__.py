"""How right the extraction is: precision, recall and F1 by kind of fact, on documents annotated by hand.

In come `dev/` and `held_back/` (texts with their facts beside them, `README.md` says the rules), out go a table, the
list of misses and false finds, what changed since a commit, and the calibration of confidences.
"""
