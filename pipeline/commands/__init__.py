"""The commands of `vanban`, a module for each kind of work; each asks a room or a flow and hands the answer on.

Rooms are imported inside the commands that use them, so that `vanban --help` answers at once. A new command is a
function here and its name in `pipeline.cli`.
"""
