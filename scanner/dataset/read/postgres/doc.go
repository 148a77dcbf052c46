// Package postgres reads tables of a PostgreSQL server without changing anything on
// it: each reading is one transaction that the server itself holds to be read-only,
// and the rows come as COPY sends them, split into cells where they arrive.
//
// What is read is the tables' state at the moment at which the reading began, over as
// many connections as there are sinks. No statement runs a function of the database's
// own, unless a view or a query is asked for, or a table's own type, domain or row
// policy has one.
package postgres
