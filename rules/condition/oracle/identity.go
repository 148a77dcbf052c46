package oracle

import (
	"errors"
	"reflect"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

var identityType = cel.OpaqueType("key")

// identity is what a Key holds, as a CEL value: the texts that stand for a
// person's identities.
type identity []string

func newIdentity(value any) identity {
	switch v := value.(type) {
	case string:
		return identity{v}
	case []string:
		return identity(v)
	}
	return nil
}

// ConvertToNative is not supported: identities never leave the interpreter.
func (identity) ConvertToNative(reflect.Type) (any, error) {
	return nil, errors.New("an identity has no native form")
}

// ConvertToType is not supported: the rule language has no conversions.
func (identity) ConvertToType(ref.Type) ref.Val { return types.NewErr("an identity is not converted") }

// Equal says whether two rows stand for one person: they share an identity. A
// telephone number alone does not make it so when both have another kind of
// identity besides: people share numbers, and those that they do not share
// differ. Where that kind is identifiers alone, which may be of two systems, it
// is unknown.
func (i identity) Equal(other ref.Val) ref.Val {
	o, ok := other.(identity)
	if !ok {
		return types.False
	}
	shared, both := map[string]bool{}, map[string]bool{}
	for _, mine := range i {
		for _, theirs := range o {
			shared[kind(mine)] = shared[kind(mine)] || mine == theirs
			both[kind(mine)] = both[kind(mine)] || kind(mine) == kind(theirs)
		}
	}
	switch {
	case shared[email] || shared[id]:
		return types.True
	case !shared[phone] || both[email]:
		return types.False
	case both[id]:
		return types.NewUnknown(0, nil)
	}
	return types.True
}

// The kinds of identity, which the form of the text tells.
const email, phone, id = "email", "phone", "id"

func kind(text string) string {
	digits, plus := strings.CutPrefix(text, "+")
	switch {
	case strings.Contains(text, "@"):
		return email
	case plus && digits != "" && strings.Trim(digits, "0123456789") == "":
		return phone
	}
	return id
}

// Type gives the CEL type.
func (identity) Type() ref.Type { return identityType }

// Value gives the texts.
func (i identity) Value() any { return []string(i) }
