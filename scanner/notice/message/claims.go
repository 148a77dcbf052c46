package message

import "strings"

// source says whether the message tells where the data come from. A named source
// goes before "from you", and that before words such as "public sources".
func (v *reading) source() Fact {
	for _, value := range []string{"named", "person"} {
		if b, m, ok := v.firstOf("source", value); ok {
			return v.found(Yes, value, b, m)
		}
	}
	if b, m, ok := v.firstOf("source", "vague"); ok {
		return v.found(Unknown, "vague", b, m)
	}
	if v.main != Prospecting && v.main != Information {
		return unknown(NotAsked)
	}
	return v.absentAnywhere("absent", "source")
}

// openings is how many blocks a reader sees at once.
const openings = 4

// recognisable says whether an advertisement can be seen to be one: its subject or
// its beginning offers something, or it is marked; and whether its subject poses as
// something else.
func (v *reading) recognisable() Fact {
	if v.main != Prospecting {
		return unknown(NotAsked)
	}
	if _, ok := v.title.first("mark", ""); ok {
		return v.inTitle(Yes, "marked")
	}
	if f := v.posing(); f.Answer == Yes {
		f.Answer, f.Detail = No, "poses_as_reply"
		return f
	}
	for _, m := range v.title.matches {
		if i, w := weigh(m); w > 0 && kinds[i] == Prospecting {
			return v.inTitle(Yes, "offer_in_subject")
		}
	}
	if _, ok := v.title.first("pose", ""); ok {
		return v.inTitle(No, "poses_as_service")
	}
	if b, m, ok := v.firstOf("mark", ""); ok {
		return v.found(Yes, "marked", b, m)
	}
	for b := range min(openings, len(v.texts)) {
		for _, m := range v.texts[b].matches {
			if i, w := weigh(m); w > 0 && kinds[i] == Prospecting {
				return v.found(Yes, "offer_in_opening", b, m)
			}
		}
	}
	return unknown("")
}

func (v *reading) inTitle(a Answer, detail string) Fact {
	return Fact{Answer: a, Detail: detail, Text: v.title.raw, Place: InTitle, Block: -1}
}

// utilityLink says whether a link serves the message itself and opens no data.
func (v *reading) utilityLink(k *link) bool {
	if _, stops := v.offersStop(k); stops {
		return true
	}
	return k.words.has("notice") || k.words.has("utility") || k.address.has("notice") || k.address.has("utility") ||
		strings.TrimSpace(k.target) == "" || !isWeb(k.target)
}
