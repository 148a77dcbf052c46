package observe

import "leadlint/rules/facts"

// Project is what is known of the whole project when its rows are judged. A nil
// Deleted leaves that field unknown.
type Project struct {
	// Has is the set of the field project_has, without facts.SetKnown.
	Has uint64
	// Deleted tells of a fact of kind table whether some file deletes or expires its rows.
	Deleted func(*Fact) Truth
}

// Batch puts facts into the columns of the relation code. rel is that relation.
func Batch(rel *facts.Relation, rows []Fact, project Project) *facts.Batch {
	b := &facts.Batch{N: len(rows), Cols: make([]facts.Vec, len(rel.Fields))}
	for i := range rel.Fields {
		f := &rel.Fields[i]
		b.Cols[i] = facts.WholeVec(f, len(rows))
		fill(&b.Cols[i], column(f.Name, project), rows)
	}
	return b
}

// getter reads one field of a fact; one of its functions is set.
type getter struct {
	set    func(*Fact) uint64
	text   func(*Fact) string
	code   func(*Fact) uint8 // a code of a Bool or Enum
	number func(*Fact) Amount
}

func fill(v *facts.Vec, g getter, rows []Fact) {
	for i := range rows {
		switch r := &rows[i]; {
		case g.set != nil:
			v.Sets[i] = g.set(r) | facts.SetKnown
		case g.text != nil:
			v.Texts[i] = []byte(g.text(r))
		case g.code != nil:
			v.Codes[i] = g.code(r)
		case g.number != nil:
			if a := g.number(r); a.Known {
				v.Ints[i] = a.N
			}
		}
	}
}

func sets(get func(*Fact) uint64) getter    { return getter{set: get} }
func texts(get func(*Fact) string) getter   { return getter{text: get} }
func codes(get func(*Fact) uint8) getter    { return getter{code: get} }
func numbers(get func(*Fact) Amount) getter { return getter{number: get} }
func truths(get func(*Fact) bool) getter {
	return codes(func(f *Fact) uint8 {
		if get(f) {
			return facts.TrueCode
		}
		return facts.FalseCode
	})
}

// column tells how a field is read. A field it does not know stays as nothing observed.
func column(name string, project Project) getter {
	switch name {
	case "kind":
		return codes(func(f *Fact) uint8 { return uint8(f.Kind) + 1 })
	case "language":
		return codes(func(f *Fact) uint8 { return uint8(f.Language) + 1 })
	case "place":
		return codes(func(f *Fact) uint8 { return uint8(f.Place) + 1 })
	case "name":
		return texts(func(f *Fact) string { return f.Name })
	case "leaf":
		return texts(func(f *Fact) string { return f.Leaf })
	case "about":
		return sets(func(f *Fact) uint64 { return f.About })
	case "owner":
		return texts(func(f *Fact) string { return f.Owner })
	case "owner_about":
		return sets(func(f *Fact) uint64 { return f.OwnerAbout })
	case "callee":
		return texts(func(f *Fact) string { return f.Callee })
	case "does":
		return sets(func(f *Fact) uint64 { return f.Does })
	case "operation":
		return codes(func(f *Fact) uint8 { return uint8(f.Operation) + 1 })
	case "type":
		return texts(func(f *Fact) string { return f.Type })
	case "options":
		return sets(func(f *Fact) uint64 { return f.Options })
	}
	return valueColumn(name, project)
}

func valueColumn(name string, project Project) getter {
	switch name {
	case "value":
		return codes(func(f *Fact) uint8 { return uint8(f.Value) + 1 })
	case "text":
		return texts(func(f *Fact) string { return f.Text })
	case "number":
		return numbers(func(f *Fact) Amount { return f.Number })
	case "days":
		return numbers(func(f *Fact) Amount { return f.Days })
	case "carries":
		return sets(func(f *Fact) uint64 { return f.Carries })
	case "hosts":
		return sets(func(f *Fact) uint64 { return f.Hosts })
	case "from_now":
		return truths(func(f *Fact) bool { return f.FromNow })
	case "where":
		return sets(func(f *Fact) uint64 { return f.Where })
	case "selected":
		return truths(func(f *Fact) bool { return f.Selected })
	case "members":
		return sets(func(f *Fact) uint64 { return f.Members })
	case "whole":
		return codes(func(f *Fact) uint8 { return uint8(f.Whole) })
	}
	return surroundings(name, project)
}

func surroundings(name string, project Project) getter {
	switch name {
	case "guards":
		return sets(func(f *Fact) uint64 { return f.Guards })
	case "when_missing":
		return truths(func(f *Fact) bool { return f.WhenMissing })
	case "function":
		return texts(func(f *Fact) string { return f.Function })
	case "function_about":
		return sets(func(f *Fact) uint64 { return f.FunctionAbout })
	case "on_update":
		return truths(func(f *Fact) bool { return f.OnUpdate })
	case "own_field":
		return truths(func(f *Fact) bool { return f.OwnField })
	case "repeated":
		return truths(func(f *Fact) bool { return f.Repeated })
	case "beside":
		return sets(func(f *Fact) uint64 { return f.Beside })
	case "file_does":
		return sets(func(f *Fact) uint64 { return f.FileDoes })
	case "file_about":
		return sets(func(f *Fact) uint64 { return f.FileAbout })
	case "file_hosts":
		return sets(func(f *Fact) uint64 { return f.FileHosts })
	case "project_has":
		return sets(func(*Fact) uint64 { return project.Has })
	case "deleted":
		return codes(func(f *Fact) uint8 {
			if f.Kind != KindTable || project.Deleted == nil {
				return facts.UnknownCode
			}
			return uint8(project.Deleted(f))
		})
	}
	return getter{}
}
