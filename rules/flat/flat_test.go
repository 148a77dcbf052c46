package flat_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"leadlint/rules/flat"
)

type pair struct{ First, Second string }

// tree has a field of every plain kind.
type tree struct {
	pair  `flat:"-"`
	Pair  pair
	Name  string
	Yes   bool
	Op    uint8
	Count int64
	Day   int32
	Many  []string
	Below []*tree
	Other *pair
	Skip  map[string]any `flat:"-"`
}

func drawTree(t *rapid.T, depth int) *tree {
	texts := rapid.StringN(0, 12, -1)
	out := &tree{
		Pair: pair{texts.Draw(t, "first"), texts.Draw(t, "second")}, Name: texts.Draw(t, "name"), Yes: rapid.Bool().Draw(t, "yes"),
		Op: rapid.Uint8().Draw(t, "op"), Count: rapid.Int64().Draw(t, "count"), Day: rapid.Int32().Draw(t, "day"),
	}
	if rapid.Bool().Draw(t, "many") {
		out.Many = rapid.SliceOfN(texts, 0, 3).Draw(t, "texts")
	}
	if rapid.Bool().Draw(t, "other") {
		out.Other = &pair{First: texts.Draw(t, "of other")}
	}
	if depth > 0 {
		for range rapid.IntRange(0, 2).Draw(t, "below") {
			out.Below = append(out.Below, drawTree(t, depth-1))
		}
	}
	return out
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := []*tree{drawTree(t, 3), nil, {Count: math.MinInt64, Many: []string{}}}
		data, err := flat.Append(nil, want)
		if err != nil {
			t.Fatal(err)
		}
		var got []*tree
		if err := flat.Read(string(data), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, %v; want %+v", got, err, want)
		}
		cut := rapid.IntRange(0, len(data)-1).Draw(t, "cut")
		var part []*tree
		if err := flat.Read(string(data[:cut]), &part); err == nil {
			t.Fatalf("%d of %d bytes are read as a whole value", cut, len(data))
		}
	})
}

func TestReadErrors(t *testing.T) {
	data, err := flat.Append(nil, []pair{{"a", "b"}})
	if err != nil {
		t.Fatal(err)
	}
	var other []struct{ First, Last string }
	if err := flat.Read(string(data), &other); err == nil || !strings.Contains(err.Error(), "another type") {
		t.Errorf("another type: got %v", err)
	}
	var same []pair
	if err := flat.Read(string(data)+"x", &same); err == nil || !strings.Contains(err.Error(), "1 bytes stand after") {
		t.Errorf("too long: got %v", err)
	}
}

func TestAppendErrors(t *testing.T) {
	for want, value := range map[string]any{
		"map[string]int is not a plain type": []map[string]int{},
		"float64 is not a plain type":        struct{ F float64 }{},
		"is not exported":                    struct{ hidden int }{},
	} {
		if _, err := flat.Append(nil, value); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	data, err := flat.Append(nil, []*tree{{Name: "a", Many: []string{"b"}, Below: []*tree{{Yes: true}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, data string) {
		var into []*tree
		if flat.Read(data, &into) != nil {
			return
		}
		again, err := flat.Append(nil, into)
		var second []*tree
		if err != nil || flat.Read(string(again), &second) != nil || !reflect.DeepEqual(into, second) {
			t.Errorf("read as %+v, then as %+v", into, second)
		}
	})
}
