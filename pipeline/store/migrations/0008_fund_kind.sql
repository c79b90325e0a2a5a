-- The kind of an amount's fund: 'central', 'province', 'counterpart' ... (pipeline/link/data/funds.toml).
ALTER TABLE amounts ADD COLUMN fund_kind TEXT;
