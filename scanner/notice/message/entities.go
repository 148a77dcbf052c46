package message

import (
	"slices"
	"strings"

	"leadlint/scanner/notice/entity"
)

// spans gives the entities of a block, found once.
func (v *reading) spansOf(b int) []entity.Span {
	if v.spans[b] == nil {
		v.spans[b] = v.finder.Find([]entity.Span{}, v.doc.Blocks[b].Text)
	}
	return v.spans[b]
}

// entity gives the sentence of the first company with its legal form, or of the
// first postal address, of a block.
func (v *reading) entity(b int, want string) (from, to int, ok bool) {
	kind := entity.LegalForm
	if want == "address" {
		kind = entity.Address
	}
	spans := v.spansOf(b)
	i := slices.IndexFunc(spans, func(s entity.Span) bool { return s.Kind == kind })
	if i < 0 {
		return 0, 0, false
	}
	from, to = v.texts[b].around(spans[i].Start)
	return from, to, true
}

// addressIn says which kind of address stands in a part of a block, the easiest
// first; "" for none.
func (v *reading) addressIn(b, from, to int) string {
	for i := range v.links {
		if k := &v.links[i]; k.block == b && k.at >= from && k.at < to && isMail(k.target) && reachOf(k.target) == live {
			return byMailto
		}
	}
	way := ""
	for _, s := range v.spansOf(b) {
		if s.Start < from || s.Start >= to {
			continue
		}
		switch s.Kind {
		case entity.Email:
			return byAddress
		case entity.Address:
			way = byPost
		case entity.Phone:
			if way == "" {
				way = byPhone
			}
		}
	}
	return way
}

// mailed says whether a text is one address and nothing else.
func mailed(s string) bool { return emailIn(s) == strings.TrimSpace(s) && s != "" }
