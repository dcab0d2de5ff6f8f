-- Secrets of accounts and sessions of the pages. The accounts themselves are records of kind `account`; here is what must stay out of the
-- audit chain's payloads: password hashes (argon2id) and hashes of session tokens. Times are wall time, milliseconds since 1970 UTC.
CREATE TABLE account_secret (
  name TEXT PRIMARY KEY,
  hash TEXT NOT NULL
);

-- Wrong passwords by the name that was tried, whether or not there is such an account.
CREATE TABLE login_failure (
  name TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  last BIGINT NOT NULL,
  locked_until BIGINT NOT NULL
);

CREATE TABLE web_session (
  token_hash TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  peer TEXT NOT NULL,
  opened BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
