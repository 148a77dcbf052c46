package engine_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"leadlint/rules"
	"leadlint/rules/facts"
	"leadlint/scanner/engine"

	"pgregory.net/rapid"
)

// askedKeys gives the keys that the rules' own rows ask for.
func (c *joinCase) askedKeys(t *rapid.T, budget *engine.Budget) *engine.Keys {
	k, err := engine.NewKeys(c.schema, []*rules.Rule{c.rule}, engine.JoinNeeds([]*rules.Rule{c.rule})[0], budget)
	must(t, err)
	if got := k.Askers(); !slices.Equal(got, []string{"contact"}) {
		t.Fatalf("got the askers %v, want contact", got)
	}
	for _, b := range c.batches(t) {
		k.Add("contact", b)
		k.Add(c.relation, b) // asks nothing
	}
	return k
}

// sentKeys gives the keys as a file holds them.
func sentKeys(t tester, k *engine.Keys, path string) *engine.Keys {
	t.Helper()
	var out bytes.Buffer
	n, err := k.WriteTo(&out)
	if err == nil && n != int64(out.Len()) {
		t.Fatal("WriteTo counts", n, "bytes, and wrote", out.Len())
	}
	if err := errors.Join(err, os.WriteFile(path, out.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	opened, err := engine.OpenKeys(path)
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// TestKeysAgree holds the table of the rows asked for to the table of all.
func TestKeysAgree(t *testing.T) {
	schema, dir := facts.NewSchema(), t.TempDir()
	path, left := filepath.Join(t.TempDir(), "keys"), 0
	rapid.Check(t, func(t *rapid.T) {
		c := drawJoin(t, schema, rapid.SampledFrom([]string{"suppression", "suppression", "disclosure", "preference", "snapshot"}).Draw(t, "relation"))
		if n := rapid.IntRange(0, len(c.own)).Draw(t, "few"); n > 0 {
			c.own = c.own[:n]
		}
		order := make([]int, len(c.joined))
		for i := range order {
			order[i] = i
		}
		want := c.by(t, dir, 0, 1, order)
		var whole, some engine.TableStats
		c.stats = &whole
		c.by(t, dir, 0, 1, order)
		budget := engine.NewBudget(rapid.SampledFrom([]int64{0, 1, 2000, 1 << 16, 1 << 20}).Draw(t, "budget of the keys"))
		keys := c.askedKeys(t, budget)
		only := keys
		if rapid.Bool().Draw(t, "from a file") {
			only = sentKeys(t, keys, path)
		}
		c.prepare = func(b *engine.TableBuilder) { must(t, b.Only(only)) }
		c.stats = &some
		for _, disk := range []int64{0, 1} {
			got := c.by(t, dir, disk, 2, order)
			if some.Rows != whole.Rows || some.Keyless != whole.Keyless || some.Kept > whole.Kept {
				t.Fatalf("got %+v of the rows asked for, %+v of all", some, whole)
			}
			if schema.Relation(c.relation).State != nil && (some.Repeated != whole.Repeated || some.Contradictory != whole.Contradictory) {
				t.Fatalf("got %+v of the rows asked for, %+v of all", some, whole)
			}
			left += int(whole.Kept - some.Kept)
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("row %d is %s, with the whole table %s\ncondition: %s; %s; %s\nrow: %v\njoined: %v", i, got[i], want[i], c.applies, c.beside, c.text, c.own[i], c.joined)
				}
			}
		}
		must(t, errors.Join(keys.Close(), only.Close()))
		if budget.Used() != 0 {
			t.Fatalf("%d bytes are in use after closing", budget.Used())
		}
	})
	if left == 0 {
		t.Error("no row was ever left out")
	}
}

// asked is the number of identities that askedBatch numbers.
const asked = 20000

// askedBatch gives requests of so many persons, numbered from one on.
func askedBatch(schema *facts.Schema, from, n int) *facts.Batch {
	rel := schema.Relation("request")
	b := &facts.Batch{N: n, Cols: make([]facts.Vec, len(rel.Fields))}
	v := &b.Cols[rel.Index("person")]
	v.KeyAt = []uint32{0}
	for i := range n {
		v.Keys = append(v.Keys, identity(fmt.Sprint("p", from+i)))
		v.KeyAt = append(v.KeyAt, uint32(i+1))
	}
	return b
}

// requestKeys makes keys that requests ask the table of contacts for.
func requestKeys(t testing.TB, schema *facts.Schema, budget *engine.Budget) *engine.Keys {
	t.Helper()
	r := ruleOf(t, schema, "request", "", `exists(contact, contact.person == request.person)`)
	k, err := engine.NewKeys(schema, []*rules.Rule{r}, engine.JoinNeeds([]*rules.Rule{r})[0], budget)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// Keys never deny an identity that is asked for, however little room they have,
// and deny most others while there is room.
func TestKeys(t *testing.T) {
	schema := facts.NewSchema()
	for _, c := range []struct {
		budget, most int64 // most of the others let through, in a thousand
	}{{0, 0}, {64 << 20, 0}, {1 << 20, 60}, {1 << 16, 1000}, {1, 1000}} {
		t.Run(fmt.Sprint(c.budget), func(t *testing.T) {
			budget := engine.NewBudget(c.budget)
			k := requestKeys(t, schema, budget)
			var wait sync.WaitGroup
			for w := range 4 {
				wait.Go(func() {
					for i := range 50 {
						k.Add("request", askedBatch(schema, w*asked/4+i*asked/200, asked/200))
					}
				})
			}
			wait.Wait()
			for i := range asked {
				if !k.Has(identity(fmt.Sprint("p", i))) {
					t.Fatalf("identity %d is asked for, and denied", i)
				}
			}
			var through int64
			for i := range asked {
				if k.Has(identity(fmt.Sprint("other", i))) {
					through++
				}
			}
			if through > c.most*asked/1000 {
				t.Errorf("%d of %d others were let through, want at most %d in a thousand", through, asked, c.most)
			}
			if used := budget.Used(); c.budget > 0 && used > c.budget/8 {
				t.Errorf("the keys hold %d bytes of a budget of %d", used, c.budget)
			}
		})
	}
}

// Keys from a file answer as those that were written, and the file does not depend on
// the order in which they were added.
func TestKeysFile(t *testing.T) {
	schema := facts.NewSchema()
	for _, room := range []int64{0, 1 << 20, 1} {
		t.Run(fmt.Sprint(room), func(t *testing.T) {
			one, other := requestKeys(t, schema, engine.NewBudget(room)), requestKeys(t, schema, engine.NewBudget(room))
			for i := range 100 {
				one.Add("request", askedBatch(schema, i*asked/100, asked/100))
				other.Add("request", askedBatch(schema, (99-i)*asked/100, asked/100))
			}
			opened := sentKeys(t, one, filepath.Join(t.TempDir(), "keys"))
			for i := range asked {
				h := identity(fmt.Sprint("other", i))
				if opened.Has(h) != one.Has(h) || !opened.Has(identity(fmt.Sprint("p", i))) {
					t.Fatal("keys from a file answer otherwise")
				}
			}
			var a, b bytes.Buffer
			_, err := one.WriteTo(&a)
			_, failed := other.WriteTo(&b)
			if err := errors.Join(err, failed, opened.Close()); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Errorf("the file depends on the order in which keys were added (%v)", err)
			}
		})
	}
}

// A batch that was read without its identities asks for anybody.
func TestKeysOfUnreadBatch(t *testing.T) {
	schema := facts.NewSchema()
	k := requestKeys(t, schema, nil)
	k.Add("request", &facts.Batch{N: 1, Cols: make([]facts.Vec, len(schema.Relation("request").Fields))})
	if !k.Has(identity("a@x.example")) {
		t.Error("an identity is denied that the batch may have")
	}
}

// A file of keys that has changed is refused: it could deny an identity.
func TestOpenKeysRefuses(t *testing.T) {
	schema, path := facts.NewSchema(), filepath.Join(t.TempDir(), "keys")
	k := requestKeys(t, schema, nil)
	k.Add("request", batchOf(t, schema.Relation("request"), rowsOf{{"person": "a@x.example"}}))
	var out bytes.Buffer
	if _, err := k.WriteTo(&out); err != nil {
		t.Fatal(err)
	}
	whole := out.Bytes()
	refused := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if k, err := engine.OpenKeys(path); err == nil {
			t.Fatalf("%s: got no error, want one (%v)", name, k.Close())
		}
	}
	for i := 0; i < len(whole); i += 23 {
		refused(fmt.Sprint("cut at byte ", i), whole[:i])
		data := bytes.Clone(whole)
		data[i] ^= 1
		refused(fmt.Sprint("byte ", i, " changed"), data)
	}
}

// Keys of another join, and keys that come after rows, are refused.
func TestOnlyRefuses(t *testing.T) {
	schema := facts.NewSchema()
	suppressed := ruleOf(t, schema, "contact", "", `exists(suppression, suppression.person == contact.person)`)
	contacted := ruleOf(t, schema, "request", "", `exists(contact, contact.person == request.person)`)
	need := engine.JoinNeeds([]*rules.Rule{suppressed})[0]
	b, err := engine.NewTableBuilder(schema, need, nil, "")
	if err != nil {
		t.Fatal(err)
	}
	keys := func(r *rules.Rule) *engine.Keys {
		k, err := engine.NewKeys(schema, []*rules.Rule{r}, engine.JoinNeeds([]*rules.Rule{r})[0], nil)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	if err := b.Only(keys(contacted)); err == nil {
		t.Error("keys of another join: got no error")
	}
	if err := b.Add(batchOf(t, schema.Relation("suppression"), rowsOf{{"person": "a@x.example"}})); err != nil {
		t.Fatal(err)
	}
	if err := b.Only(keys(suppressed)); err == nil {
		t.Error("keys after rows: got no error")
	}
}
