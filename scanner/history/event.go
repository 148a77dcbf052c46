package history

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String gives the hash in lower-case hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads 64 hexadecimal digits.
func ParseHash(s string) (Hash, error) {
	var h Hash
	data, err := hex.DecodeString(s)
	if err != nil || len(data) != len(h) {
		return h, fmt.Errorf("%q is no hash: expected 64 hexadecimal digits", s)
	}
	return Hash(data), nil
}

// The kinds of events.
const (
	// Created opens a history.
	Created = "created"
	// Keyed names a key that signs from then on.
	Keyed = "key"
	// Stored adds an audit.
	Stored = "audit"
	// Purged drops what is kept of audits.
	Purged = "purge"
	// Migrated brings the file into a newer form.
	Migrated = "migration"
)

// Event is one link of the chain.
type Event struct {
	// Seq counts from 1 without gaps.
	Seq  int64
	Kind string
	// At is when it happened (RFC 3339, UTC), by the clock.
	At string
	// Payload is JSON; nil once it was purged, and then Content alone says what it was.
	Payload []byte
	// Content is the hash of the payload, Prev that of the event before (zero for the
	// first), Hash that of this one.
	Content, Prev, Hash Hash
}

// domain sets these hashes apart from any other use of SHA-256.
const domain = "leadlint history event 1\x00"

// Link gives the event that follows prev, nil for the first.
func Link(prev *Event, kind, at string, payload any) (*Event, error) {
	data, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("write an event of the history: %w", err)
	}
	e := &Event{Seq: 1, Kind: kind, At: at, Payload: data, Content: sha256.Sum256(data)}
	if prev != nil {
		e.Seq, e.Prev = prev.Seq+1, prev.Hash
	}
	e.Hash, err = e.sum()
	return e, err
}

// sum works out the hash: SHA-256 over the domain, the hash of the event before, and the
// event as JSON with the hash of its payload in the payload's place, so that the chain
// still holds when a payload is purged.
func (e *Event) sum() (Hash, error) {
	head, err := json.Marshal(struct {
		Seq     int64  `json:"seq"`
		Kind    string `json:"kind"`
		At      string `json:"at"`
		Payload string `json:"payload"`
	}{e.Seq, e.Kind, e.At, e.Content.String()})
	if err != nil {
		return Hash{}, fmt.Errorf("hash an event of the history: %w", err)
	}
	h := sha256.New()
	h.Write([]byte(domain))
	h.Write(e.Prev[:])
	h.Write(head)
	return Hash(h.Sum(nil)), nil
}

// Follows checks an event against the one before, nil for the first. What does not fit
// is told in words that end the sentence "event N …".
func (e *Event) Follows(prev *Event) error {
	seq, before := int64(1), Hash{}
	if prev != nil {
		seq, before = prev.Seq+1, prev.Hash
	}
	if e.Seq != seq {
		return fmt.Errorf("is missing")
	}
	if e.Prev != before {
		return fmt.Errorf("does not follow the event before it")
	}
	if e.Payload != nil && sha256.Sum256(e.Payload) != e.Content {
		return fmt.Errorf("says something else than when it was written")
	}
	sum, err := e.sum()
	if err != nil {
		return err
	}
	if sum != e.Hash {
		return fmt.Errorf("does not have the hash that was written with it")
	}
	return nil
}

// The payloads of events.
type (
	// Creation opens the chain.
	Creation struct {
		// ID tells the history from every other one.
		ID     string `json:"history"`
		Schema int    `json:"schema"`
		Tool   string `json:"tool"`
	}
	// Key is a key that signs.
	Key struct {
		// Public is the key by which signatures are checked.
		Public string `json:"public"`
	}
	// Audit is what an event says of the audit that it stores.
	Audit struct {
		Entry
		// Report and Texts are the hashes of the two parts of the report's JSON; see Split.
		Report string `json:"report"`
		Texts  string `json:"texts"`
	}
	// Purge says what was dropped and why.
	Purge struct {
		// Before is the day: what was stored earlier is dropped.
		Before string `json:"before"`
		// Reason is "asked", or the period of the configuration.
		Reason string        `json:"reason"`
		Audits []PurgedAudit `json:"audits"`
	}
	// PurgedAudit names an audit that was dropped.
	PurgedAudit struct {
		Seq int64  `json:"event"`
		ID  string `json:"id"`
	}
	// Migration says from which form the file was brought into which.
	Migration struct {
		From int    `json:"from"`
		To   int    `json:"to"`
		Tool string `json:"tool"`
	}
)
