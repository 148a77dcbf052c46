package extract

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"leadlint/rules/calendar"
	"leadlint/rules/facts"
	"leadlint/scanner/auditfile"
	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
	"leadlint/scanner/dataset/read"
	"leadlint/scanner/dataset/values"
)

// relation is the relation whose registers are sampled.
const relation = "disclosure"

// sampleRows is the number of records that columns are recognised from.
const sampleRows = 1000

// register is one table of a register of disclosures.
type register struct {
	index int
	// name is what it is called in the sample and in messages.
	name    string
	headers []string
	// recipients, persons and fields are the columns of each; recipient and day
	// are what the audit file states for rows that say nothing, empty and
	// facts.UnknownDay when it states nothing.
	recipients []int
	dates      []dateColumn
	persons    []personColumn
	fields     []int
	recipient  string
	day        int32
}

type dateColumn struct {
	column int
	format values.DateFormat
}

// personColumn is a column that says who the row is about.
type personColumn struct {
	column int
	// kind is "email", "phone", "profile", "id" or "digest"; empty: told by the cell.
	kind, space string
}

// readRegisters reads every register of disclosures.
func (d *drawing) readRegisters(ctx context.Context) error {
	none := true
	for i := range d.file.Registers {
		r := &d.file.Registers[i]
		if r.Relation != relation {
			continue
		}
		none = false
		var err error
		if r.Path == "" {
			err = d.writtenOut(r)
		} else {
			err = d.readRegister(ctx, r)
		}
		if err != nil {
			return err
		}
	}
	if !none {
		return nil
	}
	if slices.Contains(d.file.Absent, relation) {
		return fmt.Errorf("%s says that no register of disclosures is kept (absent: [%s]): which persons' data a recipient received cannot be told", d.req.AuditFile, relation)
	}
	return fmt.Errorf("%s lists no register of disclosures: add one (registers: - {relation: %s, path: FILE}) with the columns recipient, disclosed_at and person", d.req.AuditFile, relation)
}

// readRegister reads the tables of a register that is a file.
func (d *drawing) readRegister(ctx context.Context, r *auditfile.Register) error {
	path := d.beside(r.Path)
	d.out.Inputs = append(d.out.Inputs, path)
	src, err := read.Open(ctx, path, nil, read.Options{Name: r.Path, Database: d.connection(true)})
	if err != nil {
		return fmt.Errorf("the register of disclosures %w: %w", ErrUnread, err)
	}
	defer src.Close() //nolint:errcheck // opened read-only
	found := false
	for _, t := range src.Tables {
		if r.Table != "" && t.Name() != r.Table {
			continue
		}
		found = true
		if err := d.readTable(ctx, r, t); err != nil {
			return err
		}
	}
	switch {
	case !found && r.Table != "":
		return fmt.Errorf("%s: the register %q has no table %q", r.Pos.Where(), database.Shown(r.Path), r.Table)
	case !found:
		d.gap("the register %q is empty", database.Shown(r.Path))
	}
	return nil
}

// readTable recognises a table of a register and takes the recipient's rows.
func (d *drawing) readTable(ctx context.Context, r *auditfile.Register, t dataset.Table) error {
	name := database.Shown(r.Path)
	if t.Name() != "" {
		name += " (" + t.Name() + ")"
	}
	sample, err := t.Sample(ctx, sampleRows)
	if err != nil {
		return fmt.Errorf("the register of disclosures %w: %w", ErrUnread, err)
	}
	reg, err := d.layout(r, name, t.Columns(), sample)
	if err != nil {
		return err
	}
	if err := d.admit(reg, r); err != nil {
		return err
	}
	pickers := make([]*picker, max(1, d.req.Workers))
	sinks := make([]dataset.Sink, len(pickers))
	for i := range pickers {
		pickers[i] = d.newPicker(reg)
		sinks[i] = pickers[i]
	}
	stats, err := t.Scan(ctx, sinks)
	if err != nil {
		return fmt.Errorf("the register of disclosures %w: %w", ErrUnread, err)
	}
	if stats.Skipped > 0 {
		d.lost("%s of the register %q could not be read and may be the recipient's", count(stats.Skipped, "row", "rows"), name)
	}
	d.gather(pickers)
	return nil
}

// gather adds what the pickers took.
func (d *drawing) gather(pickers []*picker) {
	for _, p := range pickers {
		d.rows = append(d.rows, p.rows...)
		d.out.Named += p.named
		d.out.InPeriod += p.inPeriod
		d.undated += p.undated
		d.unplaced += p.unplaced
	}
	d.rows = smallest(d.rows, d.req.N)
}

// admit refuses a register that the question cannot be put to, and numbers it.
func (d *drawing) admit(reg *register, r *auditfile.Register) error {
	if len(reg.recipients) == 0 && reg.recipient == "" {
		return fmt.Errorf("%s: no column of the register %q names the recipient: say which one does (columns: {HEADER: recipient}), or name the recipient of all its rows (facts: {recipient: NAME})", r.Pos.Where(), reg.name)
	}
	if len(reg.dates) == 0 && reg.day == facts.UnknownDay {
		return fmt.Errorf("%s: no column of the register %q holds the day of the disclosure: say which one does (columns: {HEADER: disclosed_at}), or state the day of all its rows (facts: {disclosed_at: YYYY-MM-DD})", r.Pos.Where(), reg.name)
	}
	if len(reg.fields) == 0 {
		d.gap("which data were passed: no column of the register %q says so; log them by name (fields)", reg.name)
	}
	if len(reg.persons) == 0 {
		d.gap("whose data were passed: no column of the register %q identifies the person; log an address, number or identifier (person)", reg.name)
	}
	reg.index = len(d.registers)
	d.registers = append(d.registers, reg)
	return nil
}

// state sets what the audit file states for rows that say nothing.
func (reg *register) state(facts auditfile.Row) {
	if s, ok := facts["recipient"].(string); ok {
		reg.recipient = s
	}
	if s, ok := facts["disclosed_at"].(string); ok {
		if day, err := calendar.Parse(s); err == nil {
			reg.day = day
		}
	}
}

// writtenOut takes the rows that the audit file itself holds.
func (d *drawing) writtenOut(r *auditfile.Register) error {
	rel := d.schema.Relation(relation)
	reg := &register{name: r.Pos.Where(), day: facts.UnknownDay}
	used := map[string]bool{"recipient": true, "disclosed_at": true}
	for _, row := range r.Rows {
		for name := range row {
			used[name] = true
		}
	}
	var names []string
	for i := range rel.Fields {
		if used[rel.Fields[i].Name] {
			names = append(names, rel.Fields[i].Name)
		}
	}
	reg.headers = names
	for i, name := range names {
		switch name {
		case "person":
			reg.persons = []personColumn{{column: i, space: r.IDs}}
		case "recipient":
			reg.recipients = []int{i}
		case "disclosed_at":
			reg.dates = []dateColumn{{i, values.DateFormat{}}}
		case "fields":
			reg.fields = []int{i}
		}
	}
	reg.state(r.Facts)
	if err := d.admit(reg, r); err != nil {
		return err
	}
	p := d.newPicker(reg)
	for i, row := range r.Rows {
		cells := make([][]byte, len(names))
		for k, name := range names {
			cells[k] = []byte(row.Cell(name, dataset.MultiSep))
		}
		p.Row(dataset.Place{Line: int64(i + 1)}, cells)
	}
	d.gather([]*picker{p})
	return nil
}

// count gives "1 one" or "n many".
func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatInt(n, 10) + " " + many
}
