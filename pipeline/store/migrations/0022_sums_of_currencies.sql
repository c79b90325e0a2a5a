-- Sums in any currency: `difference_vnd` is 0 in another than đồng, `difference` tells it in the sum's own.
ALTER TABLE sums ADD COLUMN currency TEXT NOT NULL DEFAULT 'VND';
ALTER TABLE sums ADD COLUMN difference TEXT NOT NULL DEFAULT '0';   -- total minus parts, decimal text in units of `currency`

UPDATE sums SET difference = CAST(difference_vnd AS TEXT);
