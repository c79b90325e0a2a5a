-- Why an amount has its role, its fund, its year. Null in what was loaded before, until it is read again.
ALTER TABLE amounts ADD COLUMN role_rule TEXT; -- the rule that told its role last (docs/rules.md); 'correction' where a person did

ALTER TABLE amounts ADD COLUMN fund_rule TEXT; -- the same of its fund; null where it has none

ALTER TABLE amounts ADD COLUMN year_rule TEXT; -- the same of its fiscal year; null where it has none
