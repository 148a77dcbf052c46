package dataset

// Keyed is a Table of a database, which knows by what its rows are told apart.
type Keyed interface {
	Table
	// Identity gives the primary key, and the references between the tables of the
	// database.
	Identity() (Identity, error)
}

// Identity is how rows of a database are told apart, and hang together.
type Identity struct {
	// Primary are the columns of the table's primary key, in its order; nil without one.
	Primary []string
	// References are the foreign keys of all tables, by child and in their order.
	References []Reference
}

// Reference is one foreign key.
type Reference struct {
	// Child and Parent are the tables; From are the columns of the child, To those of the
	// parent, nil where they are its primary key.
	Child, Parent string
	From, To      []string
	// OnDelete is what the database does with the child, as declared: "CASCADE", "SET
	// NULL", "NO ACTION" and so on.
	OnDelete string
	// Key are the columns of the child's primary key.
	Key []string
}
