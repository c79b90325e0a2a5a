"""The commands of `vanban`, one module for each kind of work; each calls a room or a flow and presents its result.

Rooms are imported inside the commands that use them, so that `vanban --help` answers at once. A new command is a
function here and its name in `pipeline.cli`.
"""
