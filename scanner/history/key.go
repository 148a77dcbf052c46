package history

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// keyName is the name that keys and signatures have.
const keyName = "leadlint-history"

// Signer signs the heads of a history.
type Signer struct {
	signer note.Signer
	// Public is the key by which its signatures are checked.
	Public string
}

// LoadSigner reads the key from a file. One that is not there gives fs.ErrNotExist.
func LoadSigner(path string) (*Signer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the key of the history: %w", err)
	}
	lines := strings.Fields(string(data))
	if len(lines) != 2 {
		return nil, fmt.Errorf("%q is no key of a history: expected two lines, the secret key and the public one", path)
	}
	s, err := newSigner(lines[0], lines[1])
	if err != nil {
		return nil, fmt.Errorf("%q is no key of a history: %w", path, err)
	}
	return s, nil
}

func newSigner(secret, public string) (*Signer, error) {
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, errors.New("the secret key is damaged")
	}
	verifier, err := note.NewVerifier(public)
	if err != nil || verifier.KeyHash() != signer.KeyHash() || verifier.Name() != signer.Name() {
		return nil, errors.New("the public key does not belong to the secret one")
	}
	return &Signer{signer: signer, Public: public}, nil
}

// CreateSigner makes a key and writes it into a new file that its owner alone can read.
// A file that is there already is left as it is, and gives fs.ErrExist.
func CreateSigner(path string, rand io.Reader) (*Signer, error) {
	secret, public, err := note.GenerateKey(rand, keyName)
	if err != nil {
		return nil, fmt.Errorf("make a key for the history: %w", err)
	}
	// Whole or not at all: a key cut short could sign nothing any more.
	f, err := os.CreateTemp(filepath.Dir(path), ".leadlint-*")
	if err != nil {
		return nil, fmt.Errorf("write the key of the history: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(secret + "\n" + public + "\n")
	if err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close()); err == nil {
		err = os.Link(f.Name(), path)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("write the key of the history: %w", err)
	}
	return newSigner(secret, public)
}

// Sign signs the head of a history: that its event of a number has a hash.
func (s *Signer) Sign(id string, seq int64, head Hash) (string, error) {
	data, err := note.Sign(&note.Note{Text: headText(id, seq, head)}, s.signer)
	if err != nil {
		return "", fmt.Errorf("sign the head of the history: %w", err)
	}
	return string(data), nil
}

func headText(id string, seq int64, head Hash) string {
	return fmt.Sprintf("leadlint history\n%s\n%d\n%s\n", id, seq, head)
}

// CheckSignature checks a signed head with a public key.
func CheckSignature(public, signed, id string, seq int64, head Hash) error {
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return fmt.Errorf("%q is no public key of a history", public)
	}
	n, err := note.Open([]byte(signed), note.VerifierList(verifier))
	if err != nil {
		return errors.New("is not signed by the key that was in use")
	}
	if n.Text != headText(id, seq, head) {
		return errors.New("has a signature that is of something else")
	}
	return nil
}
