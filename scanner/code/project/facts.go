package project

import (
	"leadlint/rules/facts"
	"leadlint/scanner/code/observe"
)

// FromFact gives the Item of an observed fact.
func FromFact(f *observe.Fact) Item {
	return Item{
		Kind: facts.CodeKinds()[f.Kind], Place: placeName(f.Place), Operation: operationName(f.Operation), Value: valueName(f.Value),
		Name: f.Name, Leaf: f.Leaf, Owner: f.Owner, Callee: f.Callee, Text: f.Text, Function: f.Function,
		About: f.About, OwnerAbout: f.OwnerAbout, FunctionAbout: f.FunctionAbout, Carries: f.Carries, Where: f.Where, Members: f.Members,
		Guards: f.Guards, FileAbout: f.FileAbout, Does: f.Does, Beside: f.Beside, FileDoes: f.FileDoes, Hosts: f.Hosts,
		Days: f.Days.N, Number: f.Number.N, FromNow: f.FromNow, Expires: f.Options&observe.OptionExpires != 0,
	}
}

func placeName(p observe.Place) string {
	switch p {
	case observe.PlaceTest:
		return "test"
	case observe.PlaceSample:
		return "sample"
	case observe.PlaceDocumentation:
		return "documentation"
	case observe.PlaceSeed:
		return "seed"
	case observe.PlaceMigration:
		return "migration"
	}
	return "production"
}

func operationName(o observe.Operation) string {
	switch o {
	case observe.OperationSelect:
		return "select"
	case observe.OperationInsert:
		return "insert"
	case observe.OperationUpdate:
		return "update"
	case observe.OperationUpsert:
		return "upsert"
	case observe.OperationDelete:
		return "delete"
	case observe.OperationCreateTable:
		return "create_table"
	case observe.OperationAlterTable:
		return "alter_table"
	case observe.OperationTrigger:
		return "trigger"
	case observe.OperationIndex:
		return "index"
	case observe.OperationCopy:
		return "copy"
	}
	return "none"
}

// valueName gives the forms of value that are asked of here.
func valueName(v observe.Value) string {
	switch v {
	case observe.ValueTrue:
		return "true"
	case observe.ValueFalse:
		return "false"
	case observe.ValueNumber:
		return "number"
	}
	return "other"
}
