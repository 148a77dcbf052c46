// Package database knows how lead databases are read, whatever their make: which
// tables hold persons, which tables say more of those persons, and the statement
// that reads them together. Packages of read speak to one make each.
package database

import (
	"context"

	"leadlint/scanner/dataset"
)

// Database is an opened connection to a database that is only read.
type Database interface {
	// Describe says what it is and how it is read, for Source.Detail
	// ("PostgreSQL 15.8, one read-only transaction").
	Describe() string
	// Catalog lists the tables. What the role may not see is not in it; what it may
	// see but not read is, with Table.Unreadable set.
	Catalog(ctx context.Context) (*Catalog, error)
	// Table reads what a Select asks for. Its Sample is spread over the table and the
	// same every time; its Scan gives every row once.
	Table(ctx context.Context, s Select) (dataset.Table, error)
	// Query reads the rows of one SELECT that the user wrote.
	Query(ctx context.Context, statement string) (dataset.Table, error)
	// Warnings are what the user should know of the role and the server (a role that
	// could write, with the script for one that cannot; a replica that lags).
	Warnings(ctx context.Context) ([]Warning, error)
	// Close ends the connections. Nothing was ever written.
	Close() error
}

// Warning is something to be told of a database, in both languages.
type Warning struct{ EN, FR string }

// Catalog is what a database says of its tables, sorted by schema and name.
type Catalog struct {
	Tables []Table
}

// Table is one table of a catalogue.
type Table struct {
	// Schema is empty where the database has none, or the table is in the default one.
	Schema, Name string
	// Kind is "table", "view", "materialized_view", "foreign_table" or "partition".
	Kind string
	// Columns are in their order.
	Columns []Column
	// Primary are the columns of the primary key, in its order; nil without one.
	Primary []string
	// References are the table's own foreign keys.
	References []dataset.Reference
	// Unique are the sets of columns that are unique, the primary key aside.
	Unique [][]string
	// Rows is the number of rows as the server estimates it; -1 when it does not know.
	Rows int64
	// Unreadable says why the role may not read it; empty where it may.
	Unreadable string
}

// Column is one column of a table.
type Column struct {
	Name string
	// Type is the type as the database writes it.
	Type string
	// Kind is the class of the type.
	Kind Kind
}

// Kind classes the types of columns as far as reading them differs.
type Kind uint8

// The classes of types. The zero value is one that is read as its text.
const (
	// Text is any type whose own text is what it says.
	Text Kind = iota
	// Integer is a whole number.
	Integer
	// Boolean reads as "true" and "false".
	Boolean
	// Date, and Timestamp read as ISO 8601, timestamps with a zone in UTC.
	Date
	// Timestamp is a date with a time.
	Timestamp
	// Array and JSON hold several values.
	Array
	// JSON is a document.
	JSON
	// Binary is bytes that are no text; its cells are read as absent, and told.
	Binary
)

// Select asks for the columns of a table, and of tables that hang on it.
type Select struct {
	// Base is the table of which each row is a record.
	Base *Table
	// Columns are the columns of Base to read, in order; nil is all.
	Columns []string
	// Parents are rows that a record names (its employer, its address).
	Parents []Parent
	// Children are tables whose rows name a record (its consents, its activities).
	Children []Child
}

// Parent joins the one row that a reference of the record names.
type Parent struct {
	Table *Table
	// Of is the index in Select.Parents of the parent whose row names this one, -1 for
	// the record itself.
	Of int
	// From are the columns of the naming row, To those of Table, unique there.
	From, To []string
	// Columns are read, each as the column Prefix + "." + name of the result.
	Columns []string
	Prefix  string
	// as says that there is one column, which Wrap names Prefix alone.
	as bool
}

// Child gathers the rows of another table that name the record. Each record's come as
// one cell, a JSON array of arrays with the texts of Columns in their order (null for
// NULL), in no particular order; the column is named Prefix.
type Child struct {
	Table *Table
	// From are the columns of Table, To those of the record.
	From, To []string
	Columns  []string
	Prefix   string
	// reading is how Wrap makes columns of them.
	reading reading
}

// Options choose what of a database is read. The zero value gives every table as it
// stands, for those who look one up by its name or search them all.
type Options struct {
	// Persons gives the tables that seem to hold persons alone, each with what other
	// tables say of them (see Relate); what becomes of the others is told.
	Persons bool
	// Identities adds to a table that names persons by keys alone (contact_id) by what
	// these are reached: "contact.email". It is for registers, whose rows are held
	// against those of other tables; Persons does without.
	Identities bool
	// Tables are globs (path.Match) of the tables to read, "schema.table" or "table";
	// empty is every one. A table named without a wildcard is read whatever it seems to
	// hold, a view too.
	Tables []string
	// Except are globs of tables to leave out.
	Except []string
	// Query is one SELECT to read instead of tables; empty for none.
	Query string
	// Views reads views too, which run the functions that they are made with.
	Views bool
	// Timeout ends a statement that takes longer, in seconds; 0 is the default of the
	// make's package.
	Timeout int
	// Password answers when the server wants one that neither the environment nor the
	// client's own file has; nil fails instead.
	Password func(prompt string) (string, error)
	// Moments has all that a run reads of a database be of one moment; nil reads each
	// table as it is when its turn comes.
	Moments *Moments
	// Env looks up variables of the environment; nil is os.Getenv's.
	Env func(name string) string
}
