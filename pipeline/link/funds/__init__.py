"""Whose money an amount is: amounts and the words around them in, names of funds out."""
