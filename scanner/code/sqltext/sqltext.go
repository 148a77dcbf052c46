// Package sqltext reads SQL without knowing which database it is meant for: the
// statements of a .sql file, of a migration, or of a text inside a program. It reads
// PostgreSQL, MySQL, SQLite, T-SQL and Oracle as far as they name tables, columns and
// values; what it does not understand it steps over. Nothing is run and no name is
// looked up anywhere.
//
// A text put together by a program comes with placeholders: the caller writes bytes
// \x00 (as many as the interpolation was long, so that offsets stay true) or a "?"
// where something is interpolated.
package sqltext

// The operations, as in field operation of relation code; Other is any other statement.
const (
	Select      = "select"
	Insert      = "insert"
	Update      = "update"
	Upsert      = "upsert"
	Delete      = "delete"
	CreateTable = "create_table"
	AlterTable  = "alter_table"
	CreateTrig  = "trigger"
	Index       = "index"
	Copy        = "copy"
	Other       = "other"
)

// Statement is one statement. All offsets, in it and below it, are bytes of the text
// given to Parse, the end standing after the last byte. Names are as written, without
// quotes and brackets; names of tables without database and schema.
type Statement struct {
	// Operation is one of the constants: Upsert for an INSERT that changes what it meets
	// (ON CONFLICT DO UPDATE, ON DUPLICATE KEY UPDATE, REPLACE, INSERT OR REPLACE) and
	// for MERGE; Delete also for TRUNCATE; CreateTable also for CREATE TABLE AS.
	Operation string
	// Table is the table that is written, created or altered, or the first one read.
	// Empty where there is none or where it is interpolated.
	Table string
	// Tables are all tables named outside of Body, each once, Table first.
	Tables []string
	// Columns are those of CREATE TABLE and those that ALTER TABLE adds or changes; for
	// Index those of the index, by Name alone.
	Columns []Column
	// Sets are the assignments of UPDATE, of ON CONFLICT DO UPDATE, of ON DUPLICATE KEY
	// UPDATE and of WHEN MATCHED THEN UPDATE.
	Sets []Set
	// Inserted are the columns that INSERT names, with the value of the first row or of
	// the SELECT in its place; Value.Form is "variable" with no Names where there is none
	// to be seen. For Copy they are the columns copied.
	Inserted []Set
	// Selected are the columns and other names in the list of SELECT or RETURNING; "*"
	// is one of them by that name.
	Selected []Name
	// Where holds the tests of WHERE, JOIN … ON and HAVING, flat, and of all tables
	// together. A test without names (1 = 1) is left out.
	Where []Test
	// HasWhere says that there is a WHERE, whatever stands in it.
	HasWhere bool
	// Open says that something is interpolated where a whole clause might stand, so that
	// there may be more (a WHERE, columns, assignments) than was read.
	Open bool
	// Fallbacks are the values that stand in for missing ones, anywhere in the statement
	// outside of Body.
	Fallbacks []Fallback
	// Trigger is what CREATE TRIGGER says, else nil.
	Trigger *Trigger
	// Body are the statements inside: of a function, procedure, event, job or WITH, and
	// those that are run from a text (EXECUTE '…', cron.schedule(…, '…')). What a
	// retention policy deletes (add_retention_policy, drop_chunks) is in it as a Delete.
	Body []Statement
	// Function is the name of the function or procedure that is created, else empty.
	Function string
	// Assigns are the assignments to variables in the body of a function or procedure,
	// NEW.x := v and SET NEW.x = v among them, with the tests they stand under.
	Assigns []Set
	// Under are the tests under which a statement of a Body is reached (IF … THEN).
	Under []Test
	// Expires is the term after which the table itself drops its rows (TTL clause of
	// ClickHouse, ttl_expire_after, default_time_to_live), nil for none.
	Expires *Value
	// Partitioned are the columns by which the table is partitioned; DropsPartition says
	// that ALTER TABLE drops, truncates or detaches a partition.
	Partitioned    []string
	DropsPartition bool
	// Params are the placeholders of the statement in order, those in Body left out.
	Params     []Param
	Start, End int
}

// Name is a name as used in a text.
type Name struct {
	// Path is the name with what stands before it, dotted (NEW.expires_at, u.email);
	// Last is its last part.
	Path, Last string
	Start, End int
}

// Param is a placeholder: $1, :name, %s, %(name)s, ?, @name, {name}, or \x00.
type Param struct {
	// Text is the placeholder as written; "\x00" for an interpolation of any length.
	Text       string
	Start, End int
}

// Column is a column of a table.
type Column struct {
	Name string
	// Type is the type as written, in small letters, with single spaces (varchar(40),
	// timestamp with time zone); empty where none is written.
	Type string
	// Action is "" in CREATE TABLE and for indexes; in ALTER TABLE "add", "change",
	// "default" (a default is set), "no_default" or "drop".
	Action string
	// Default is the value it has when none is given, nil where there is none written.
	Default *Value
	// OnUpdate is the value it takes whenever its row changes (MySQL), nil for none.
	OnUpdate *Value
	// Generated is the value it is reckoned from, nil for none.
	Generated *Value
	NotNull   bool
	Unique    bool
	Primary   bool
	// Automatic says that the database numbers it (serial, identity, auto_increment).
	Automatic bool
	// References is the table that it refers to, empty for none.
	References string
	// Check holds the tests of its CHECK.
	Check      []Test
	Start, End int
}

// Set is one assignment.
type Set struct {
	// Column is the last part of the name that is set, Path the whole of it.
	Column, Path string
	Value        Value
	// Under are the tests under which it is made (IF NEW.x IS NULL THEN …), inside the
	// body of a function or trigger; for MERGE those of WHEN MATCHED AND ….
	Under      []Test
	Start, End int
}

// Test is one comparison in a condition.
type Test struct {
	Name
	// Names are the other names in it.
	Names []Name
	// Operator is one of = <> < <= > >= in like is between exists, in small letters, and
	// "true" for a bare name; empty for what is not told apart. It is turned round where
	// the name stands on the right (now() > x is x <) or its age is compared
	// (now() - x > …, DATEDIFF(…) > …, age(x) > …), so that < with Days means: older.
	Operator string
	// Not says that the test is negated (NOT x, IS NOT, NOT IN); <> stands without Not.
	Not bool
	// Missing says that the test holds where the name has no value (IS NULL, = an empty text,
	// COALESCE(x, an empty text) = an empty text); Present that it holds only where it has one.
	Missing, Present bool
	// Value is what the name is compared with.
	Value Value
	// Days is the period in the test, in days, whatever its direction; 0 for none.
	Days       float64
	Start, End int
}

// Fallback is a value that stands in where something is missing.
type Fallback struct {
	// Name is what may be missing.
	Name
	// Value is what it then counts as. For a comparison that a missing value passes
	// (IS NOT FALSE, IS DISTINCT FROM FALSE, and <> 0 in the languages around) it is true.
	Value Value
	// Kind is "call" (COALESCE, IFNULL, NVL, ISNULL), "case" (CASE WHEN x IS NULL, IF(…)),
	// "else" (the ELSE of a CASE that compares x with something: what is missing ends there),
	// "comparison", "update" (UPDATE … SET x = v WHERE x IS NULL) or "if" (IF NEW.x IS NULL
	// THEN NEW.x := v). A comparison with <> is kind "comparison" and Strict is true: SQL
	// itself leaves out what is NULL there, so that it only tells how the column is read.
	Kind   string
	Strict bool
	// Target is the column it is put in or the alias it gets, empty for none.
	Target     string
	Start, End int
}

// Trigger is what CREATE TRIGGER says.
type Trigger struct {
	Name, Table string
	// Timing is "before", "after" or "instead of".
	Timing string
	// Events are of insert, update, delete and truncate, in that order.
	Events []string
	// Columns are those of UPDATE OF.
	Columns []string
	// When holds the tests of its WHEN (…).
	When []Test
	// Function is the function it runs, empty where its body stands in it. Found says
	// that the body was seen: in the statement, or in a function of the same text.
	Function string
	Found    bool
	// Sets are the assignments to NEW.x that it makes, with the tests they stand under.
	Sets []Set
	// Body are the statements that it runs.
	Body []Statement
}

// Value is an expression.
type Value struct {
	// Form is one of true, false, null, empty, number, text, now, variable, call and
	// expression, as in field value of relation code. now is the present moment alone;
	// a name or a placeholder alone is variable; text and numbers in quotes are text,
	// but 't', 'true', '1'::boolean and the like with a cast to boolean are true or false.
	Form string
	// Text is the decoded text for Form text, the name for variable, the name of the
	// function in small letters for call, else the source.
	Text string
	// Number is the number for Form number, else 0.
	Number float64
	// Days is the period written in it, in days and without sign: a year is 365, a month
	// 365/12. 0 for none.
	Days float64
	// FromNow says that it is reckoned from the present moment.
	FromNow bool
	// Names are the names read in it; Params the placeholders.
	Names      []Name
	Params     []Param
	Start, End int
}

// Looks says whether a text is SQL: whether it begins with a statement that has its
// obligatory parts (SELECT … FROM, UPDATE … SET, INSERT INTO …), or has one after a
// semicolon or at the beginning of a line. It is made to refuse prose ("select one of
// the options", "update your profile"), and costs little on texts that are not SQL.
func Looks(text string) bool { return looks(text) }

// Parse reads the statements of a text. It never fails, and takes time in proportion to
// the text. Texts that are not SQL give statements of operation Other or none; of a
// fragment (COALESCE(a, b), a IS NOT FALSE) the fallbacks are read.
func Parse(src []byte) []Statement { return parse(src) }
