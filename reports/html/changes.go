package html

// Changes tables the comparison with earlier states; nil when there is none.
func (d *document) Changes() *table {
	if len(d.R.Changes) == 0 {
		return nil
	}
	t := &table{Caption: d.P.T("changes.caption"), Head: d.heads("changes.state", "#changes.rows", "#changes.kept", "#changes.new",
		"#changes.gone", "#changes.came_back", "#changes.collected", "#changes.expiry", "#changes.unknown")}
	for _, c := range d.R.Changes {
		row := []td{{Text: d.P.Date(c.TakenAt)}}
		for _, n := range []int64{c.Rows, c.Kept, c.New, c.Gone, c.CameBack, c.CollectedMoved, c.ExpiryMoved, c.Unknown} {
			row = append(row, td{Text: d.P.Int(n), Num: true})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
