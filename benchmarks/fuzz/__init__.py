"""Fuzzing of the readers and of the grammar: no input whatever may crash, hang or mislead them.

`targets` names what is tried and what must hold, `seeds` what a mutation starts from, `mutations` and `vietnamese` what it
does. Input number k of a target follows from its seed alone, so that any finding can be made again. `corpus/` keeps the
inputs that once found a fault; the tests run them again, and a few hundred new ones of each target.
"""
