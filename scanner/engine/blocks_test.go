package engine_test

import (
	"context"
	"sync"
	"testing"

	"leadlint/rules"
	"leadlint/rules/calendar"
	"leadlint/rules/condition/oracle"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// beginner is a spooler or an evaluator, which is told of blocks.
type beginner interface{ Begin(block int64) }

// inBlocks has blocks of rows gone through by two that work at once: each takes its
// blocks in their order, cut into batches anew.
func (c *joinCase) inBlocks(t *rapid.T, whole *facts.Batch, ends []int, make func() (beginner, func(*facts.Batch) error)) {
	type piece struct {
		block int64
		rows  *facts.Batch
	}
	var lanes [2][]piece
	from := 0
	for block, end := range ends {
		lane := rapid.IntRange(0, 1).Draw(t, "lane")
		for from < end {
			to := min(end, from+rapid.IntRange(1, 5).Draw(t, "batch"))
			lanes[lane] = append(lanes[lane], piece{int64(block), whole.Slice(from, to)})
			from = to
		}
	}
	var wait sync.WaitGroup
	var errs [2]error
	for lane, list := range lanes {
		to, run := make()
		wait.Go(func() {
			last := int64(-1)
			for _, p := range list {
				if p.block != last {
					to.Begin(p.block)
					last = p.block
				}
				if errs[lane] = run(p.rows); errs[lane] != nil {
					return
				}
			}
		})
	}
	wait.Wait()
	must(t, errs[0])
	must(t, errs[1])
}

// TestJoinsByBlocks holds joins on disk whose two passes are shared by two workers, block
// by block, to the same joins in memory.
func TestJoinsByBlocks(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	spilled := 0
	rapid.Check(t, func(t *rapid.T) {
		c := drawJoin(t, schema, rapid.SampledFrom([]string{"suppression", "preference"}).Draw(t, "relation"))
		order := make([]int, len(c.joined))
		for i := range order {
			order[i] = i
		}
		want := c.by(t, dir, 0, 1, order)
		table := c.table(t, dir, 1, 1, order)
		defer func() { must(t, table.Close()) }()
		day, err := calendar.Parse(c.now)
		must(t, err)
		env := engine.Env{Now: day, Tables: map[string]*engine.Table{engine.JoinNeeds([]*rules.Rule{c.rule})[0].ID(): table}}
		plan, err := engine.Compile(schema, "contact", []*rules.Rule{c.rule}, env, engine.Options{Groups: len(c.own)})
		must(t, err)
		if !plan.Spills() {
			return
		}
		spilled++
		whole := batchOf(t, schema.Relation("contact"), c.own)
		whole.Group = make([]uint16, len(c.own))
		var ends []int
		for i := range whole.Group {
			whole.Group[i] = uint16(i)
			if i+1 == len(c.own) || rapid.IntRange(0, 3).Draw(t, "ends a block") == 0 {
				ends = append(ends, i+1)
			}
		}
		spool, err := plan.NewSpool(dir)
		must(t, err)
		c.inBlocks(t, whole, ends, func() (beginner, func(*facts.Batch) error) {
			s := plan.NewSpooler(spool)
			return s, s.Run
		})
		answers, err := spool.Resolve(context.Background())
		must(t, err)
		plan = plan.WithAnswers(answers)
		var parts []*engine.Partial
		c.inBlocks(t, whole, ends, func() (beginner, func(*facts.Batch) error) {
			ev, part := plan.NewEvaluator(), plan.NewPartial(0)
			parts = append(parts, part)
			return ev, func(b *facts.Batch) error { return ev.Run(b, part, nil) }
		})
		must(t, parts[0].Merge(parts[1]))
		for i, w := range want {
			got := oracle.Unknown
			switch r := parts[0].Rules[0]; {
			case r.InBreach(i) > 0:
				got = oracle.True
			case r.InNotShown(i) == 0:
				got = oracle.False
			}
			if got != w {
				t.Fatalf("row %d is %s, in memory it is %s\ncondition: %s\nrow: %v\njoined: %v", i, got, w, c.text, c.own[i], c.joined)
			}
		}
	})
	if spilled == 0 {
		t.Error("no table was on disk")
	}
}
