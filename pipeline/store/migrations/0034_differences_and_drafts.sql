-- One sign of a difference, found less expected: of a sum the total, as stated, is found, what its parts add up to is expected.
UPDATE findings SET expected = found, found = expected WHERE check_name = 'footing';

UPDATE findings SET difference_vnd = -difference_vnd WHERE check_name = 'allocation-against-use';

-- Documents that are drafts: what they tell to be given, used or planned counts in no total where they say so in their head
-- ('DỰ THẢO'). One whose number is only left open ('Số:    /QĐ-UBND') may be all that is held of what was issued: it counts unless
-- another document tells the same.
CREATE TABLE drafts (
  document_id TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
  said INTEGER NOT NULL CHECK (said IN (0, 1)) -- 1 where its head says so, 0 where its number is left open
) STRICT, WITHOUT ROWID;
