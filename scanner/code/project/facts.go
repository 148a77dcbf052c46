package project

import "leadlint/scanner/code/observe"

// Item gives the item of an observed fact.
func (x *Index) Item(f *observe.Fact) Item {
	return Item{
		Kind: x.kinds[f.Kind], Place: x.places[f.Place], Operation: x.operations[f.Operation], Value: x.values[f.Value],
		Name: f.Name, Leaf: f.Leaf, Owner: f.Owner, Callee: f.Callee, Text: f.Text, Function: f.Function,
		About: f.About, OwnerAbout: f.OwnerAbout, FunctionAbout: f.FunctionAbout, Carries: f.Carries, Where: f.Where, Members: f.Members,
		Guards: f.Guards, FileAbout: f.FileAbout, Does: f.Does, Beside: f.Beside, FileDoes: f.FileDoes, Hosts: f.Hosts,
		Days: f.Days.N, Number: f.Number.N, FromNow: f.FromNow, Expires: f.Options&observe.OptionExpires != 0,
	}
}
