package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"leadlint/reports/text"
	"leadlint/scanner/history"
	"leadlint/scanner/history/store"

	"github.com/spf13/cobra"
)

func (e *environment) historyVerifyCommand(f *historyFlags) *cobra.Command {
	c := &cobra.Command{
		Use:   "verify",
		Short: "Prove that nothing in the history was altered, and print its head",
		Long: `Hash everything that is kept again: every event, report and row, and check every
signature. The first event that does not fit is named. The head that is printed, as
HASH:EVENTS, stands for everything up to it; it is also in the report of each audit.

The history proves itself to whoever has noted a head, or the public key, elsewhere:
who can write the file and holds its key could have written another one.

Exit codes: 0 it holds, 1 something was altered, 2 usage, 3 it could not be read.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return e.historyVerify(c.Context(), *f) },
	}
	c.Flags().StringArrayVar(&f.heads, "head", nil, "a head noted earlier, `HASH:EVENTS`: check that the history only grew since; may be repeated")
	c.Flags().StringVar(&f.key, "key", "", "public `KEY` noted elsewhere: check that it signs the head")
	return c
}

func (e *environment) historyKeyCommand(f *historyFlags) *cobra.Command {
	c := &cobra.Command{
		Use:   "key",
		Short: "Go on with another key, as when the one that signs was lost",
		Long: `Go on with the key of a file, which is made where there is none. That the key changed
is an event of the history. The public key is printed: note it elsewhere.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return e.historyKey(c.Context(), *f) },
	}
	c.Flags().StringVar(&f.keyFile, "key-file", "", "`FILE` of the key (default: that of leadlint.yaml, else the history's name with .key)")
	return c
}

// noted is a head that was noted earlier.
type noted struct {
	hash history.Hash
	seq  int64
}

func parseHeads(texts []string) ([]noted, error) {
	var out []noted
	for _, t := range texts {
		hash, number, ok := strings.Cut(t, ":")
		h, err := history.ParseHash(hash)
		n, nErr := strconv.ParseInt(number, 10, 64)
		if !ok || err != nil || nErr != nil || n < 1 {
			return nil, usagef("--head %q: expected HASH:EVENTS, as leadlint history verify prints it", t)
		}
		out = append(out, noted{h, n})
	}
	return out, nil
}

func (e *environment) historyVerify(ctx context.Context, f historyFlags) (err error) {
	heads, err := parseHeads(f.heads)
	if err != nil {
		return err
	}
	k, r, err := e.openHistory(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	proof, err := r.Verify(ctx)
	if err != nil {
		return &exitError{exitIncomplete, err}
	}
	if proof.Problem == "" {
		if err := e.holdTo(ctx, r, proof, heads, f.key); err != nil {
			return &exitError{exitIncomplete, err}
		}
	}
	if f.json {
		err = e.writeJSON(proof)
	} else {
		e.tellProof(k.path, proof)
	}
	if err == nil && proof.Problem != "" {
		return &exitError{exitFindings, nil}
	}
	return err
}

// holdTo holds a history that holds in itself to what was noted elsewhere.
func (e *environment) holdTo(ctx context.Context, r *store.Reader, proof *store.Proof, heads []noted, key string) error {
	if now := proof.Keys[len(proof.Keys)-1]; key != "" && now != key {
		proof.Problem = "the head is signed by another key than that which you name: " + now
		return nil
	}
	for _, h := range heads {
		ok, err := r.Has(ctx, h.seq, h.hash)
		if err != nil {
			return err
		}
		if !ok {
			proof.Problem, proof.At = fmt.Sprintf("event %d does not have the hash of the head that you name: what stood there then is no longer there", h.seq), h.seq
			return nil
		}
	}
	return nil
}

func (e *environment) tellProof(path string, p *store.Proof) {
	if p.Problem != "" {
		fmt.Fprintf(e.stdout, "%s: does not hold: %s\n", path, text.Verbatim(p.Problem))
		return
	}
	fmt.Fprintf(e.stdout, "%s: holds: %d events, %d audits kept, %d purged\n", path, p.Events, p.Audits, p.Purged)
	fmt.Fprintf(e.stdout, "head  %s:%d\n", p.Head, p.Events)
	for i, key := range p.Keys {
		label := "key "
		if i < len(p.Keys)-1 {
			label = "once"
		}
		fmt.Fprintf(e.stdout, "%s  %s\n", label, text.Verbatim(key))
	}
}

func (e *environment) historyKey(ctx context.Context, f historyFlags) error {
	k, err := e.history(f.file)
	if err != nil {
		return err
	}
	if f.keyFile != "" {
		k.key = f.keyFile
	}
	public, err := store.Rekey(ctx, k.path, e.storing(k))
	if err != nil {
		return usagef("%w", err)
	}
	fmt.Fprintln(e.stdout, public)
	return nil
}

// day checks a day of the command line.
func day(text string) error {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return usagef("--before %q: expected YYYY-MM-DD", text)
	}
	return nil
}

// there refuses a history that does not exist, which opening for writing would make.
func there(path string) error {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return usagef("there is no history %q", path)
	}
	return nil
}
