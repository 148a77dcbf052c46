package sqltext_test

import (
	"testing"

	"leadlint/scanner/code/sqltext"
)

func TestLooks(t *testing.T) {
	for _, s := range []string{
		"SELECT * FROM leads",
		"select id, email from leads where optin = 1",
		"Select l.email From leads l Where l.optin = 1",
		"SELECT COUNT(*) FROM leads",
		"SELECT DISTINCT ON (email) email, max(seen_at) AS seen FROM visits GROUP BY 1",
		"\n    -- all of them\n    SELECT a.id,\n a.email AS mail FROM accounts AS a\n JOIN x USING (id)",
		"SELECT cron.schedule('purge', '0 3 * * *', 'DELETE FROM leads')",
		"SELECT \x00\x00\x00 FROM leads",
		"SELECT email FROM \x00\x00",
		"SELECT `email` FROM `leads`",
		"SELECT [email] FROM [dbo].[leads]",
		"UPDATE leads SET optin = TRUE",
		"update leads l set optin = true where l.optin is null",
		"UPDATE \x00\x00 SET a = ?",
		"UPDATE leads SET \x00\x00\x00 WHERE id = ?",
		"UPDATE leads l JOIN people p ON p.id = l.id SET l.x = 1",
		"INSERT INTO leads (email) VALUES (?)",
		"insert ignore into leads values (%s, %s)",
		"INSERT OR REPLACE INTO leads(email) VALUES(:email)",
		"REPLACE INTO leads SELECT * FROM other",
		"DELETE FROM leads",
		"delete from leads where seen_at < now() - interval '1 year'",
		"DELETE l FROM leads l JOIN x ON x.id = l.id WHERE x.a = 1",
		"WITH old AS (SELECT id FROM leads) DELETE FROM leads USING old",
		"CREATE TABLE IF NOT EXISTS leads (id int)",
		"create unique index concurrently i on leads (email)",
		"CREATE TRIGGER t BEFORE UPDATE ON leads FOR EACH ROW SET NEW.a = 1",
		"CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $$ BEGIN END $$",
		"ALTER TABLE leads ADD COLUMN optin boolean DEFAULT true",
		"TRUNCATE TABLE leads", "DROP TABLE IF EXISTS leads",
		"MERGE INTO leads t USING s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.a = s.a",
		"COPY leads (email) FROM STDIN", "GRANT SELECT ON leads TO reader",
		"EXPLAIN ANALYZE SELECT * FROM leads",
		"BEGIN; UPDATE leads SET a = 1; COMMIT;",
		"(SELECT email FROM leads) UNION (SELECT email FROM people)",
		"DO $$ BEGIN DELETE FROM leads; END $$",
		"DELIMITER //\nCREATE TRIGGER t BEFORE INSERT ON leads FOR EACH ROW SET NEW.a = 1//",
	} {
		if !sqltext.Looks(s) {
			t.Errorf("Looks(%q) = false, want true", s)
		}
	}
}

func TestLooksRefusesProse(t *testing.T) {
	for _, s := range []string{
		"", " ", "select", "SELECT", "Select all", "FROM", "select one of the options", "update your profile",
		"Select a date from the calendar", "Select an option from this list", "select your country from the list",
		"Select one or more items from the menu below.", "Please select an item from the list",
		"Delete from the list", "Delete from favourites", "Delete this item from your cart where possible",
		"Update settings", "Update your settings and set a new password", "update available: set it up now",
		"Insert into the form", "Insert image into document", "Insert into page",
		"Create table of contents", "Create a table for two", "Create index", "create an index for the book", "Create event on Sunday",
		"Create view", "With love from all of us", "with great power (comes)", "Replace into", "Drop table here",
		"Alter table settings", "Merge into main", "Merge branch into main using rebase", "Copy link from clipboard", "Copy text to clipboard",
		"Grant access to your contacts", "Select profile (optional)", "select.from", "select-one", "delete_from", "SELECTED FROM 1",
		"Truncate text", "Explain why you select this", "load data", "selecting values from many places", "do it",
		"updated_at set to now", "Select files from disk, then press Upload", "\x00\x00", "\x00 from \x00",
	} {
		if sqltext.Looks(s) {
			t.Errorf("Looks(%q) = true, want false", s)
		}
	}
}
