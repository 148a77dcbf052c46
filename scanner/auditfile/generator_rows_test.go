package auditfile_test

import (
	"strings"

	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
)

// given says whether a field can be given, not only worked out.
func given(f *facts.Field) bool {
	return f.Name != facts.LatestField && f.Name != "adequacy" && !strings.HasPrefix(f.Name, "hours_")
}

// row gives the schema of a row of a relation.
func (g *generator) row(rel *facts.Relation) object {
	properties := object{}
	for i := range rel.Fields {
		if f := &rel.Fields[i]; given(f) {
			s := object{"anyOf": append(g.fieldSchemas(rel, f), object{"type": "null"}), "description": f.Meaning}
			properties[f.Name] = s
		}
	}
	return object{"type": []string{"object", "null"}, "description": rel.Meaning, "properties": properties, "additionalProperties": false}
}

// factsOf gives the schema of the facts that hold for every row.
func (g *generator) factsOf(rel *facts.Relation) object {
	properties := object{}
	for i := range rel.Fields {
		if f := &rel.Fields[i]; given(f) && !f.Derived && f.Type != facts.Key {
			s := g.fieldSchemas(rel, f)
			if f.Type == facts.Date {
				s = s[:1] // a day; that it never was cannot hold for every row
			}
			properties[f.Name] = object{"anyOf": s, "description": f.Meaning}
		}
	}
	return object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
}

// fieldSchemas gives the forms of a value of a field.
func (g *generator) fieldSchemas(rel *facts.Relation, f *facts.Field) []object {
	switch f.Type {
	case facts.Enum:
		return []object{g.enum(f.Values)}
	case facts.Set:
		return []object{g.enum(f.Values), {"type": "array", "items": g.enum(f.Values)}}
	case facts.Bool:
		return []object{{"type": "boolean"}}
	case facts.Int:
		return []object{{"type": "integer"}}
	case facts.Date:
		pattern := dayPattern
		if rel.Name == "incident" {
			pattern = momentPattern
		}
		return []object{{"type": "string", "pattern": pattern}, {"const": "never"}}
	case facts.Key:
		return []object{scalar(), {"type": "array", "items": scalar()}}
	}
	return []object{scalar()}
}

// targets gives what a column can feed: names to complete, and their longer forms.
func (g *generator) targets(rel *facts.Relation) object {
	names := []string{"ignore", ".line", ".count", ".measure", ".entry", ".event", ".state", ".ignore"}
	for i := range rel.Fields {
		f := &rel.Fields[i]
		switch {
		case !given(f), f.Derived && f.Name != "count":
		case f.Type == facts.Key:
			names = append(names, f.Name, f.Name+".email", f.Name+".phone", f.Name+".profile", f.Name+".id", f.Name+".digest", f.Name+".name", f.Name+".any")
		default:
			names = append(names, f.Name)
		}
	}
	return object{"anyOf": []object{{"enum": names}, {"type": "string", "pattern": "^[a-z_.]+(=[a-z0-9_A-Z]+)?(@[a-z]+)?$", "not": object{"pattern": "^[a-z_.]+$"}}}}
}

// words gives the schema of the values that cells stand for.
func (g *generator) words(rel *facts.Relation) object {
	properties := object{}
	for i := range rel.Fields {
		f := &rel.Fields[i]
		var meaning object
		switch {
		case !given(f):
			continue
		case f.Type == facts.Bool:
			meaning = object{"anyOf": []object{{"type": "boolean"}, {"enum": []string{"true", "false", auditfile.Unknown}}}}
		case f.Type == facts.Enum, f.Type == facts.Set:
			meaning = object{"anyOf": []object{g.enum(f.Values), {"const": auditfile.Unknown}}}
		default:
			continue
		}
		properties[f.Name] = object{"type": []string{"object", "null"}, "additionalProperties": meaning, "description": f.Meaning}
	}
	return object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
}

// dates gives the schema of the forms of dates.
func (g *generator) dates(rel *facts.Relation) object {
	properties := object{}
	for i := range rel.Fields {
		if f := &rel.Fields[i]; given(f) && f.Type == facts.Date {
			properties[f.Name] = object{"type": "string", "description": f.Meaning,
				"examples": []string{"DD/MM/YYYY", "MM/DD/YYYY", "YYYY-MM-DD", "serial", "unix", "unix ms"}}
		}
	}
	return object{"type": []string{"object", "null"}, "properties": properties, "additionalProperties": false}
}
