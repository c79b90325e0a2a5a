"""Web: the database in, pages for people out; Datasette with this project's plugin, templates and canned queries.

`app` builds it, `guard` stands before it, `visit` is what a page knows of one request. A new page is a module in `pages/`
with its queries and its `ROUTES`, a template, and its name in `pages/__init__.py`; its words in a file of
`messages/` (Vietnamese, English; {places} filled by the page), where needed a style sheet in `static/`. Nothing here writes.
"""
