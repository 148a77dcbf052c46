package oracle

import (
	"errors"
	"reflect"
	"slices"
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
// telephone number alone does not make it so when both have other identities,
// all of which differ: people share numbers.
func (i identity) Equal(other ref.Val) ref.Val {
	o, ok := other.(identity)
	if !ok {
		return types.False
	}
	weak := false
	for _, text := range i {
		if !slices.Contains(o, text) {
			continue
		}
		if !phone(text) {
			return types.True
		}
		weak = true
	}
	strong := func(text string) bool { return !phone(text) }
	return types.Bool(weak && !(slices.ContainsFunc(i, strong) && slices.ContainsFunc(o, strong)))
}

// phone says that a text stands for a telephone number: + and digits.
func phone(text string) bool {
	digits, plus := strings.CutPrefix(text, "+")
	return plus && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// Type gives the CEL type.
func (identity) Type() ref.Type { return identityType }

// Value gives the texts.
func (i identity) Value() any { return []string(i) }
