// Package law holds the tables of law that rules and reports cite: precedents,
// articles, the sections of a decision, ranges of fines, adequacy of third
// countries and statutory periods. State of the law: 22 November 2026.
//
// Titles and summaries are in leadlint's own words; nothing here quotes a
// statute or a decision. The package has no state: tables are read from the
// files embedded in the binary, in their order.
package law
