package message

import (
	"strings"

	"leadlint/scanner/notice/document"
)

// The ways to stop, as Stop.Body gives them.
const (
	byLink    = "link"
	byMailto  = "mailto"
	byReply   = "reply"
	byAddress = "address"
	byPost    = "post"
	byPhone   = "phone"
)

// stop gathers the ways to stop and their flaws.
func (v *reading) stop() Stop {
	s := Stop{Header: v.listHeader(), OneClick: v.oneClick(), Free: v.saidWith("free"), Login: v.saidWith("login")}
	s.Body, s.Weak = v.stopBody()
	if v.main != Prospecting && s.Body.Answer == No {
		s.Body.Answer, s.Body.Detail = Unknown, NotAsked
	}
	return s
}

// stopBody gives the best way of the text: a link, then an answer, then an address.
func (v *reading) stopBody() (Fact, []Fact) {
	best, weak := v.stopLinks()
	if best.Answer == Yes {
		return best, weak
	}
	if f := v.stopByReply(); f.Answer == Yes || f.Detail != "" && best.Detail == "" {
		if f.Answer == Yes {
			return f, weak
		}
		best = f
	}
	if f := v.stopByAddress(); f.Answer == Yes {
		return f, weak
	}
	if best.Detail != "" {
		return best, weak
	}
	if b, m, ok := v.firstStop(); ok {
		f := v.absent("said_without_way", "stop", "reply")
		if f.Answer == No {
			f = v.found(No, "said_without_way", b, m)
		}
		return f, weak
	}
	f := v.absent("absent", "stop", "reply")
	if f.Answer == No && v.inPlainPart() {
		f.Answer, f.Detail = Unknown, "plain_part_only"
	}
	return f, weak
}

// inPlainPart says whether the part that programs show only to those who want no
// HTML speaks of stopping.
func (v *reading) inPlainPart() bool {
	if v.doc.Mail == nil || v.doc.Mail.HTML == "" || v.doc.Mail.Text == "" {
		return false
	}
	t := v.lex.read(v.doc.Mail.Text)
	return t.has("stop") || t.has("reply")
}

// firstStop gives the first sentence that speaks of stopping.
func (v *reading) firstStop() (int, match, bool) {
	for b := range v.texts {
		for _, m := range v.texts[b].matches {
			if m.entry.signal == "stop" && !v.denied(b, m.from, m.to) {
				return b, m, true
			}
		}
	}
	return -1, match{}, false
}

func (v *reading) denied(b, from, to int) bool {
	_, ok := v.texts[b].within("deny", from, to)
	return ok
}

// stopLinks judges every link that offers to stop. What is given is the best of
// them, and what is wrong with the others.
func (v *reading) stopLinks() (Fact, []Fact) {
	best := unknown("")
	var weak []Fact
	for i := range v.links {
		k := &v.links[i]
		detail, ok := v.offersStop(k)
		if !ok {
			continue
		}
		f := v.linkFact(k)
		flaw := v.flaw(k)
		if flaw != "" {
			w := f
			w.Answer, w.Detail = Yes, flaw
			weak = append(weak, w)
			detail = flaw
		}
		f.Answer, f.Detail = v.weighLink(k, detail)
		if rank(f) > rank(best) {
			best = f
		}
	}
	if best.Answer == No && v.gap != "" {
		best.Answer = Unknown
	}
	return best, weak
}

// rank orders facts by what they are worth to the receiver.
func rank(f Fact) int {
	switch {
	case f.Answer == Yes:
		return 3
	case f.Detail == "":
		return 0
	case f.Answer == No:
		return 1
	}
	return 2
}

// weighLink gives the answer for a link of a quality.
func (v *reading) weighLink(k *link, detail string) (Answer, string) {
	switch detail {
	case "":
		if isMail(k.target) {
			return Yes, byMailto
		}
		return Yes, byLink
	case "dead":
		return No, detail
	case "merge_tag":
		if v.doc.Mail != nil {
			return No, "dead"
		}
	}
	return Unknown, detail
}

// offersStop says whether a link offers to stop, and what makes it less than a way.
func (v *reading) offersStop(k *link) (string, bool) {
	if k.words.has("deny") || k.words.has("notice") {
		return "", false
	}
	if k.words.has("stop") || k.words.has("reply") {
		return "", true
	}
	if k.words.has("preferences") || k.address.has("preferences") {
		return "preferences_only", true
	}
	if k.address.has("target") {
		return "", true
	}
	if k.block < 0 {
		return "", false
	}
	return v.offeredAround(k)
}

// offeredAround judges a link by its sentence: "to unsubscribe, click here".
func (v *reading) offeredAround(k *link) (string, bool) {
	t := &v.texts[k.block]
	if _, ok := t.within("stop", k.from, k.to); !ok || v.denied(k.block, k.from, k.to) {
		if _, ok := t.within("reply", k.from, k.to); !ok || !isMail(k.target) {
			return "", false
		}
	}
	switch {
	case k.address.has("notice"):
		return "through_notice", true
	case k.words.has("generic"), isMail(k.target), k.label == "", isWeb(k.label), strings.Contains(k.label, "@"):
		return "", true
	case v.loneLink(k):
		return "", true
	}
	return "", false
}

// loneLink says whether a link is the only one of its sentence.
func (v *reading) loneLink(k *link) bool {
	n := 0
	for i := range v.links {
		if o := &v.links[i]; o.block == k.block && o.at >= k.from && o.at < k.to {
			n++
		}
	}
	return n == 1 && !isRoot(k.target)
}

// flaw says what keeps a link from being found or from leading anywhere.
func (v *reading) flaw(k *link) string {
	switch reachOf(k.target) {
	case dead:
		return "dead"
	case merged:
		return "merge_tag"
	}
	return v.styles.veilOf(k.label, k.target)
}

// veilOf gives what hides a link; "" when any link of that target can be seen.
func (s *styles) veilOf(label, target string) string {
	veil := ""
	for _, l := range s.links {
		if l.target != target || label != "" && l.label != "" && l.label != label {
			continue
		}
		if l.veil == "" {
			return ""
		}
		veil = l.veil
	}
	return veil
}

func (v *reading) linkFact(k *link) Fact {
	f := Fact{Text: strings.TrimSpace(k.label + " " + k.target), Place: InBody, Block: k.block}
	if k.block < 0 {
		f.Place = InHidden
		return f
	}
	f.Line = v.doc.Blocks[k.block].Line
	return f
}

// stopByReply finds "answer STOP". Where answers are turned away it is no way that
// can be relied on.
func (v *reading) stopByReply() Fact {
	b, m, ok := v.firstOf("reply", "")
	if !ok || v.denied(b, m.from, m.to) {
		return unknown("")
	}
	if n := v.noReply(); n.Answer == Yes {
		return v.found(Unknown, "reply_to_noreply", b, m)
	}
	return v.found(Yes, byReply, b, m)
}

// stopByAddress finds an address in the sentence that speaks of stopping or
// objecting, or in the one after it.
func (v *reading) stopByAddress() Fact {
	for b := range v.texts {
		for _, m := range v.texts[b].matches {
			if m.entry.signal != "stop" && m.entry.signal != "objection" || v.denied(b, m.from, m.to) {
				continue
			}
			_, to := v.texts[b].around(min(m.to, len(v.texts[b].raw)-1))
			if way := v.addressIn(b, m.from, to); way != "" {
				return v.body(Yes, way, b, m.from, to)
			}
		}
	}
	return unknown("")
}

// listHeader judges List-Unsubscribe.
func (v *reading) listHeader() Fact {
	if v.doc.Mail == nil {
		return unknown(NoHeaders)
	}
	targets := v.doc.Mail.ListUnsubscribe
	if len(targets) == 0 {
		return header(No, "absent", "")
	}
	for _, scheme := range []string{"https", "mailto"} {
		for _, t := range targets {
			if strings.HasPrefix(strings.ToLower(t), scheme+":") && reachOf(t) == live {
				return header(Yes, scheme, t)
			}
		}
	}
	for _, t := range targets {
		if reachOf(t) == live && isWeb(t) {
			return header(Yes, "http", t)
		}
	}
	return header(No, "dead", strings.Join(targets, " "))
}

// oneClick judges the header of RFC 8058, which asks for an https target.
func (v *reading) oneClick() Fact {
	h := v.listHeader()
	if v.doc.Mail == nil {
		return unknown(NoHeaders)
	}
	post := v.doc.Mail.ListUnsubscribePost
	if strings.EqualFold(strings.ReplaceAll(post, " ", ""), "List-Unsubscribe=One-Click") && h.Detail == "https" {
		return header(Yes, "", post)
	}
	return header(No, "", post)
}

// saidWith answers what the words about stopping say of its price or of a login.
func (v *reading) saidWith(signal string) Fact {
	for b := range v.texts {
		t := &v.texts[b]
		for _, m := range t.matches {
			if m.entry.signal != signal {
				continue
			}
			_, stops := t.within("stop", m.from, m.to)
			_, replies := t.within("reply", m.from, m.to)
			_, objects := t.within("objection", m.from, m.to)
			if !stops && !replies && !objects {
				continue
			}
			if m.entry.value == "no" {
				return v.found(No, "", b, m)
			}
			return v.found(Yes, "", b, m)
		}
	}
	return unknown("")
}

// addresses gives the first mailboxes of a header.
func addresses(m *document.Mail) (from, reply document.Address) {
	if m == nil {
		return
	}
	if len(m.From) > 0 {
		from = m.From[0]
	}
	if len(m.ReplyTo) > 0 {
		reply = m.ReplyTo[0]
	}
	return
}
