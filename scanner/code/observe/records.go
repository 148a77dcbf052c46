package observe

import (
	"regexp"
	"strings"

	"leadlint/scanner/code/tree"
)

// isRecord says whether a class is one of records that are stored or passed on, and
// fills in what kind. Deep bounds the way up through classes of the file.
func (w *walker) isRecord(n *tree.Node, r *record, deep int) bool {
	found := false
	for _, d := range n.Kids {
		if d == nil || d.Kind != tree.Decorator {
			continue
		}
		switch name := strings.ToLower(lastPart(d.Text)); name {
		case "entity", "table", "document", "dataclass", "schema", "mappedsuperclass", "embeddable", "data", "objecttype", "define", "s", "attrs":
			r.typ, found = name, true
			w.tableName(d, r)
		}
	}
	for _, b := range r.bases {
		kind, root := rootBase(b)
		root = root || b == "Base" && w.makesBase()
		if kind == "form" {
			r.form = true
			return false
		}
		if c := w.file.classes[lastPart(b)]; c != nil && c.node != n && deep < 10 {
			above := &record{bases: w.resolvedBases(c.node), whole: True, typ: "class"}
			if w.isRecord(c.node, above, deep+1) {
				r.typ, found = above.typ, true
				r.form = r.form || above.form
				for _, f := range c.order {
					r.members |= w.o.name([]byte(f)).about
				}
			}
			if above.whole != True {
				r.whole = Unknown
			}
			continue
		}
		if kind != "" {
			r.typ, found = strings.ToLower(kind), true
		}
		if !root {
			r.whole = Unknown
		}
	}
	if w.lang == LanguageGo && tagged(n) {
		r.typ, found = "struct", true
	}
	if r.whole != True && len(r.bases) > 1 && r.typ == "base" {
		r.typ = "mixed"
	}
	return found
}

// madeBase is the line by which a file makes the class that its models are based on.
var madeBase = regexp.MustCompile(`(?m)^Base\s*(?::\s*[\w.\[\]]+\s*)?=\s*(?:\w+\.)*(?:declarative_base|automap_base)\(`)

// makesBase says whether the file itself makes the class Base, without columns.
func (w *walker) makesBase() bool {
	return w.lang == LanguagePython && madeBase.Match(w.f.Source)
}

func (w *walker) tableName(d *tree.Node, r *record) {
	for _, a := range d.Kids {
		switch {
		case a == nil:
		case a.Kind == tree.String && a.Text != "":
			r.stored = a.Text
		case a.Kind == tree.Pair && (a.Text == "name" || a.Text == "collection" || a.Text == "tableName") && a.Kid(0) != nil && a.Kids[0].Kind == tree.String:
			r.stored = a.Kids[0].Text
		}
	}
}

// rootBase tells what kind of record a base class makes, and whether it adds no fields
// of its own.
func rootBase(b string) (kind string, root bool) {
	last := lastPart(b)
	switch {
	case strings.HasSuffix(last, "Form") || last == "ModelSerializer" || last == "AbstractType":
		return "form", true
	case b == "models.Model" || b == "django.db.models.Model" || b == "db.Model" || b == "peewee.Model" || b == "orm.Model" || b == "Model":
		return "model", true
	case b == "pydantic.BaseModel" || last == "SQLModel" || b == "typing.TypedDict" || b == "TypedDict" || b == "NamedTuple" || b == "typing.NamedTuple":
		return last, true
	case last == "Document" || last == "EmbeddedDocument" || b == "scrapy.Item" || last == "DeclarativeBase" || last == "ApplicationRecord" || last == "Eloquent":
		return last, true
	case last == "BaseModel" || last == "Base" || last == "Entity" || last == "AbstractUser" || last == "AbstractBaseUser" || last == "Authenticatable" ||
		last == "BaseEntity" || last == "TimeStampedModel" || last == "Item" || last == "Pivot" || strings.HasSuffix(last, "Mixin") && last != "Mixin":
		if strings.HasSuffix(last, "Mixin") {
			return "", false
		}
		return last, false
	case last == "object" || last == "Serializable" || last == "ABC" || last == "Protocol" || last == "Comparable" || last == "Cloneable":
		return "", true
	}
	return "", false
}

// tagged says whether a struct of Go has tags of a store or format on its fields.
func tagged(n *tree.Node) bool {
	for _, f := range n.Kids {
		if f == nil || f.Kind != tree.Field {
			continue
		}
		for _, d := range f.Kids {
			if d != nil && d.Kind == tree.Decorator {
				switch d.Text {
				case "gorm", "db", "json", "bson", "sql", "xorm", "pg", "bun", "dynamodbav", "firestore":
					return true
				}
			}
		}
	}
	return false
}
