-- What keeps two statements of one subject from being set against each other, and how people call it.
ALTER TABLE statements ADD COLUMN effective TEXT; -- ISO: of a document that ends the subject, from when it does so

ALTER TABLE statements ADD COLUMN name TEXT;      -- what the document calls the project or the programme

ALTER TABLE statements ADD COLUMN place TEXT;     -- of money given: the code of the place where it goes, else who gets it, folded

ALTER TABLE statements ADD COLUMN cost TEXT;      -- of a project's cost, which it is: 'tổng mức đầu tư', 'kế hoạch vốn'

ALTER TABLE statements ADD COLUMN caveat TEXT;    -- of money: 'told' (not by what gives it), 'carried', 'cumulative', 'instalment'
