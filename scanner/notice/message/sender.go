package message

import "strings"

// sender gathers who the message says it is from.
func (v *reading) sender(stop *Stop) Sender {
	from, _ := addresses(v.doc.Mail)
	s := Sender{Domain: domainOf(from.Email)}
	s.Identified = v.identified(from.Name, s.Domain)
	s.FreeMail = v.freeMail(s.Domain, from.Email)
	s.Elsewhere = v.elsewhere()
	s.Disguised = v.disguised()
	s.Posing = v.posing()
	s.NoReply = v.noReply()
	s.Concealed = v.concealed(&s)
	s.Contact = v.contact(&s, stop)
	return s
}

// identified looks for a name with its legal form or a postal address, then for the
// sender's own name.
func (v *reading) identified(name, domain string) Fact {
	for _, want := range []string{"legal_form", "address"} {
		for b := range v.texts {
			if from, to, ok := v.entity(b, want); ok {
				return v.body(Yes, want, b, from, to)
			}
		}
	}
	if f := v.named(nameOf(domain), "name_of_domain"); f.Answer == Yes && !v.isFree(domain) {
		return f
	}
	if len(strings.Fields(name)) > 0 && len(name) > 3 && emailIn(name) == "" {
		if f := v.named(name, "name_of_sender"); f.Answer == Yes {
			return f
		}
	}
	if v.doc.Mail == nil || domain == "" {
		return unknown(NoHeaders)
	}
	if v.main == UnknownKind || v.main == Transactional || v.main == Credentials {
		return unknown(NotAsked)
	}
	return v.absent("absent", "kind")
}

// named looks for a name as a word, or words, of the text outside of addresses.
func (v *reading) named(name, detail string) Fact {
	want := v.lex.fold.String(name)
	if len(want) < 3 {
		return unknown("")
	}
	tight := strings.ReplaceAll(want, " ", "")
	for b := range v.doc.Blocks {
		s := v.doc.Blocks[b].Text
		kept := make([]string, 0, 16)
		for w := range strings.FieldsSeq(s) {
			if !strings.Contains(w, "@") && !strings.Contains(w, "/") {
				kept = append(kept, w)
			}
		}
		if detail == "name_of_sender" && !strings.Contains(want, " ") && !strings.Contains(strings.Join(kept, " "), strings.TrimSpace(name)) {
			continue // "Offers" is not named by a text that speaks of offers
		}
		folded := " " + v.lex.fold.String(strings.Join(kept, " ")) + " "
		if strings.Contains(folded, " "+want+" ") || len(tight) > 5 && strings.Contains(strings.ReplaceAll(folded, " ", ""), tight) {
			return v.body(Yes, detail, b, 0, len(s))
		}
	}
	return unknown("")
}

func (v *reading) isFree(domain string) bool {
	return v.opt.FreeMail != nil && domain != "" && v.opt.FreeMail(domain)
}

func (v *reading) freeMail(domain, email string) Fact {
	switch {
	case v.doc.Mail == nil || domain == "":
		return unknown(NoHeaders)
	case v.opt.FreeMail == nil:
		return unknown("")
	case v.opt.FreeMail(domain):
		return header(Yes, "", email)
	}
	return header(No, "", email)
}

// elsewhere compares the organisations of From and Reply-To.
func (v *reading) elsewhere() Fact {
	from, reply := addresses(v.doc.Mail)
	a, b := domainOf(from.Email), domainOf(reply.Email)
	switch {
	case v.doc.Mail == nil || a == "":
		return unknown(NoHeaders)
	case b == "" || organisation(a) == organisation(b):
		return header(No, "", reply.Email)
	}
	return header(Yes, "", reply.Email)
}

// disguised says whether the name that programs show is another organisation's
// address or domain than that of From.
func (v *reading) disguised() Fact {
	from, _ := addresses(v.doc.Mail)
	own := domainOf(from.Email)
	if v.doc.Mail == nil || own == "" {
		return unknown(NoHeaders)
	}
	shown := domainOf(emailIn(from.Name))
	if shown == "" {
		shown = hostIn(from.Name)
	}
	if shown != "" && organisation(shown) != organisation(own) {
		return header(Yes, "", from.Name)
	}
	return header(No, "", from.Name)
}

// hostIn gives the first word of a name that is written as a host.
func hostIn(name string) string {
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		w = strings.Trim(w, "<>()[]\"',;:!?")
		if strings.HasPrefix(w, "www.") {
			return w
		}
	}
	return ""
}

// concealed sums up who is hidden. A free mail address alone hides nobody; it does
// where the text does not say either who writes.
func (v *reading) concealed(s *Sender) Fact {
	switch {
	case s.Disguised.Answer == Yes:
		return s.Disguised
	case s.Identified.Answer == Yes && s.Disguised.Answer == No:
		f := s.Identified
		f.Answer, f.Detail = No, ""
		return f
	case s.Identified.Answer == No:
		f := s.Identified
		f.Answer = Yes
		return f
	}
	return unknown(s.Identified.Detail)
}

// posing says whether the subject poses as part of a conversation. A quoted text in
// the body is taken for one.
func (v *reading) posing() Fact {
	if v.doc.Mail == nil {
		return unknown(NoHeaders)
	}
	head, _, ok := strings.Cut(v.doc.Mail.Subject, ":")
	if !ok || len(head) > 12 || strings.Contains(strings.TrimSpace(head), " ") {
		return Fact{Answer: No, Place: InTitle, Block: -1}
	}
	read := v.search(strings.TrimRight(head, "0123456789[]() "))
	if m, found := read.first("thread", ""); !found || m.start != 0 || m.end < len(read.raw) {
		return Fact{Answer: No, Place: InTitle, Block: -1}
	}
	f := Fact{Text: v.doc.Mail.Subject, Place: InTitle, Block: -1}
	switch {
	case v.opt.Threaded == Yes:
		f.Answer = No
	case v.opt.Threaded == No && !v.quotes():
		f.Answer = Yes
	}
	return f
}

// quotes says whether the text holds an earlier message.
func (v *reading) quotes() bool {
	if v.doc.Mail != nil && (strings.HasPrefix(v.doc.Mail.Text, ">") || strings.Contains(v.doc.Mail.Text, "\n>")) {
		return true
	}
	lower := strings.ToLower(string(v.doc.HTML))
	return strings.Contains(lower, "<blockquote") || strings.Contains(lower, "gmail_quote")
}

// noReply says whether answers are turned away.
func (v *reading) noReply() Fact {
	from, reply := addresses(v.doc.Mail)
	if b, m, ok := v.firstOf("noanswer", ""); ok {
		return v.found(Yes, "text", b, m)
	}
	answered := reply.Email
	if answered == "" {
		answered = from.Email
	}
	local, _, ok := strings.Cut(answered, "@")
	if !ok {
		return unknown(NoHeaders)
	}
	name := v.search(local)
	if name.has("noreply") {
		return header(Yes, "address", answered)
	}
	return header(No, "", answered)
}

// contact looks for a valid address to which a request to stop can be sent: what
// the text and the headers offer, any address in the text, or an answer.
func (v *reading) contact(s *Sender, stop *Stop) Fact {
	if stop.Body.Answer == Yes {
		f := stop.Body
		f.Detail = "way"
		return f
	}
	if stop.Header.Answer == Yes {
		f := stop.Header
		f.Detail = "header"
		return f
	}
	for b := range v.texts {
		if way := v.addressIn(b, 0, len(v.texts[b].raw)); way == byAddress || way == byPost {
			return v.body(Yes, "address", b, 0, len(v.texts[b].raw))
		}
	}
	for i := range v.links {
		if k := &v.links[i]; isMail(k.target) && reachOf(k.target) == live {
			f := v.linkFact(k)
			f.Answer, f.Detail = Yes, "address"
			return f
		}
	}
	if s.NoReply.Answer == No {
		f := s.NoReply
		f.Answer, f.Detail = Yes, "reply"
		return f
	}
	if s.NoReply.Answer == Unknown {
		return unknown(NoHeaders)
	}
	if stop.Body.Answer == Unknown && stop.Body.Detail != "reply_to_noreply" {
		return unknown(stop.Body.Detail)
	}
	if v.main == UnknownKind || v.main == Transactional {
		return unknown(NotAsked)
	}
	f := v.absent("absent", "stop", "reply")
	if f.Answer == No && stop.Body.Detail == "reply_to_noreply" {
		f = stop.Body
		f.Answer = Unknown
	}
	return f
}
