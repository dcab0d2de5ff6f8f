-- The journal under the chain: an audit row holds the digest of the lines since the row before, up to line `upto`. Rows
-- of before have none; the first row after this covers all lines that are there.
ALTER TABLE audit ADD COLUMN upto BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN lines TEXT NOT NULL DEFAULT '';

-- Accounts whose password hash is not chained yet; the ledger does so when it is opened next.
CREATE TABLE seal_due (
  name TEXT PRIMARY KEY
);
INSERT INTO seal_due SELECT name FROM account_secret;
