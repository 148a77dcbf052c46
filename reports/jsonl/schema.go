package jsonl

import (
	"encoding/json"
	"fmt"
	"maps"

	"leadlint/reports/jsonout"
)

// object is a part of a JSON Schema.
type object = map[string]any

// kinds are the types of lines that hold a part of the model, with its definition there.
func kinds() [][2]string {
	return [][2]string{
		{"finding", "Finding"}, {"issue", "Issue"}, {"waiver", "Waiver"}, {"table", "Table"}, {"statistics", "Statistics"}, {"relation", "Scope"},
		{"source", "Source"}, {"notice", "Notice"}, {"form", "Form"}, {"code", "Code"}, {"change", "Change"}, {"note", "Text"},
	}
}

// Schema gives the JSON Schema (2020-12) of one line, made from that of the model so that
// the two cannot differ. The error is that of a schema of the model that has changed shape.
func Schema() ([]byte, error) {
	var model struct {
		Properties object            `json:"properties"`
		Defs       map[string]object `json:"$defs"`
	}
	if err := json.Unmarshal(jsonout.Schema, &model); err != nil {
		return nil, fmt.Errorf("read the schema of the model: %w", err)
	}
	defs := object{}
	for name, def := range model.Defs {
		defs[name] = def
	}
	choice := []any{}
	add := func(kind string, def object) {
		defs["line_"+kind] = def
		choice = append(choice, object{"$ref": "#/$defs/line_" + kind})
	}
	add("audit", audit(model.Properties, model.Defs["Coverage"]))
	for _, kind := range kinds() {
		def, ok := model.Defs[kind[1]]
		if !ok {
			return nil, fmt.Errorf("the schema of the model has no %q", kind[1])
		}
		add(kind[0], line(kind[0], def))
	}
	add("end", ending())
	out, err := json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:leadlint:lines:1", "title": SchemaVersion,
		"description": "One line of a report as JSON Lines. The first is of type audit, the last of type end.",
		"oneOf":       choice, "$defs": defs,
	}, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode the schema: %w", err)
	}
	return append(out, '\n'), nil
}

// line gives the definition of a part of the model with the key "type".
func line(kind string, def object) object {
	out := maps.Clone(def)
	properties, _ := def["properties"].(object)
	properties = maps.Clone(properties)
	properties["type"] = object{"const": kind}
	required, _ := def["required"].([]any)
	out["properties"], out["required"] = properties, append([]any{"type"}, required...)
	return out
}

// audit describes the first line: what of the report is no list of its own.
func audit(properties, coverage object) object {
	keys := object{"type": object{"const": "audit"}, "lines": object{"description": "Version of the form of the lines.", "const": SchemaVersion}}
	for _, key := range []string{"schema", "tool", "now", "controller", "packs", "inputs", "notice_reach", "comparison", "record", "exposure"} {
		keys[key] = properties[key]
	}
	parts, _ := coverage["properties"].(object)
	parts = maps.Clone(parts)
	delete(parts, "issues")
	keys["coverage"] = object{"type": "object", "properties": parts, "additionalProperties": false,
		"required": []any{"complete", "rows", "skipped", "persons"}, "description": "What was read; what was not follows as lines of type issue."}
	return object{"type": "object", "properties": keys, "additionalProperties": false,
		"required": []any{"type", "lines", "schema", "tool", "now", "controller", "packs", "inputs", "coverage"}}
}

func ending() object {
	count := object{"type": "integer", "minimum": 0}
	return object{"type": "object", "additionalProperties": false, "required": []any{"type", "lines", "findings", "issues", "complete"},
		"description": "The last line; a file without it was cut.",
		"properties":  object{"type": object{"const": "end"}, "lines": count, "findings": count, "issues": count, "complete": object{"type": "boolean"}}}
}
