package spark

import (
	"fmt"
	"slices"
	"strings"
)

// text writes a string literal of Spark's SQL.
func text(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s) + "'"
}

// name writes an identifier of Spark's SQL.
func name(s string) string { return "`" + strings.ReplaceAll(s, "`", "``") + "`" }

// reference writes names that stand one within the other as an expression. The program
// that cuts a script into statements knows no names in backquotes, so that those which
// hold what it looks for are written as a text.
func reference(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = name(n)
	}
	whole := strings.Join(quoted, ".")
	if cutSafe(whole) {
		return whole
	}
	return "IDENTIFIER(" + text(whole) + ")"
}

// cutSafe says whether a text can stand in a statement outside quotes.
func cutSafe(s string) bool {
	return !strings.ContainsAny(s, ";'\"\\\n\r") && !strings.Contains(s, "/*") && !strings.Contains(s, "--") && !strings.Contains(s, "*/")
}

// json writes the expression that gives a row as one line of JSON, whose keys are the
// numbers of the columns wanted.
func (r *Relation) json(wanted []int) string {
	var members []string
	for _, i := range wanted {
		if i >= 0 && i < len(r.columns) && r.columns[i].expression != "" {
			members = append(members, fmt.Sprintf("'%d', %s", i, r.columns[i].expression))
		}
	}
	for _, extra := range r.extra {
		members = append(members, text(extra.key)+", "+extra.expression)
	}
	if len(members) == 0 {
		return "'{}'"
	}
	return "to_json(named_struct(" + strings.Join(members, ", ") + "), map(" + strings.Join(jsonOptions(), ", ") + "))"
}

// jsonOptions are those of to_json, so that the user's own settings decide nothing.
func jsonOptions() []string {
	var out []string
	for _, o := range [][2]string{
		{"timeZone", "UTC"}, {"dateFormat", "yyyy-MM-dd"}, {"timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"},
		{"timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS"}, {"ignoreNullFields", "true"}, {"locale", "en-US"},
	} {
		out = append(out, text(o[0])+", "+text(o[1]))
	}
	return out
}

// step is one name on the way from a row to values: what it names may hold several.
type step struct {
	name     string
	repeated bool
	// entries says that the step goes into the entries of a map, to its "key" or its
	// "value".
	entries bool
}

// expression writes what gives the values at the end of a path: one value, or an array of
// them however deep the arrays on the way are nested. It is empty for a path that cannot be
// written.
func expression(path []step) string {
	out, many := "", false
	var names []string
	for i, s := range path {
		switch {
		case s.entries && many:
			out = fmt.Sprintf("transform(%s, e -> map_%ss(e))", out, s.name)
		case s.entries:
			out = fmt.Sprintf("map_%ss(%s)", s.name, out)
		case len(names) == i: // names alone so far
			names = append(names, s.name)
			out = reference(names)
		case !cutSafe(s.name):
			return ""
		default:
			out += "." + name(s.name)
		}
		several := s.repeated || s.entries
		if several && many {
			names, out = nil, "flatten(filter("+out+", e -> e IS NOT NULL))"
		}
		many = many || several
	}
	return out
}

// Statements gives the text of the script that has the rows counted: the transformation,
// and behind it Spark's own count of the rows.
func (r *Relation) Statements(command string, wanted []int) string {
	var out strings.Builder
	for _, s := range r.setup {
		out.WriteString(s + ";\n")
	}
	fmt.Fprintf(&out, "SELECT TRANSFORM(%s)\n  USING %s\n  AS (partial STRING)\n  FROM %s;\n", r.json(wanted), text(command), r.from)
	fmt.Fprintf(&out, "SELECT concat(%s, count(*)) FROM %s;\n", text(CountMark), r.from)
	return out.String()
}

// What the lines of the output of an audit's statements start with.
const (
	// PartialMark starts a line of output that holds what was counted of a partition.
	PartialMark = "leadlint-partial:"
	// CountMark starts the line that holds Spark's own count of the rows.
	CountMark = "leadlint-rows:"
)

// settings are those under which Spark reads rows as leadlint does, whatever the user's
// own say. Files that cannot be read must not be passed over in silence.
func settings() []string {
	out := []string{
		"spark.sql.session.timeZone=UTC", "spark.sql.caseSensitive=true", "spark.sql.variable.substitute=false",
		"spark.sql.parser.escapedStringLiterals=false", "spark.sql.files.ignoreCorruptFiles=false", "spark.sql.files.ignoreMissingFiles=false",
		"spark.sql.parquet.binaryAsString=false", "spark.sql.parquet.int96AsTimestamp=true",
		"spark.sql.parquet.datetimeRebaseModeInRead=CORRECTED", "spark.sql.parquet.int96RebaseModeInRead=CORRECTED",
		"spark.sql.csv.parser.columnPruning.enabled=false", "spark.sql.legacy.charVarcharAsString=true",
		"spark.sql.sources.partitionColumnTypeInference.enabled=false",
	}
	slices.Sort(out)
	return out
}
