-- What expires is counted from the index alone. PostgreSQL reads no row only where the index holds the column itself and
-- not just what is computed of it; else it fetched each counted row, anywhere in a table of a million.
DROP INDEX "console"."listing_expires_on";
CREATE INDEX "listing_expires_on" ON "console"."listing" (coalesce("expires_on", 'infinity'::timestamptz), "integration_id")
  INCLUDE ("expires_on");
