package message

import "strings"

// secrets gathers the means of access that the text holds.
func (v *reading) secrets() Secrets {
	s := Secrets{Files: v.files()}
	s.Separate = v.said("separate")
	s.OneTime = v.said("onetime")
	s.User = v.user()
	s.Password = v.password(&s)
	return s
}

// said is Yes where a sentence says it, and else unknown: that a text does not say
// so means nothing.
func (v *reading) said(signal string) Fact {
	if b, m, ok := v.firstOf(signal, ""); ok {
		return v.found(Yes, "", b, m)
	}
	return unknown("")
}

func (v *reading) files() Fact {
	switch {
	case v.doc.Mail == nil:
		return unknown(NoHeaders)
	case len(v.doc.Mail.Attachments) == 0:
		return Fact{Answer: No, Place: InFiles, Block: -1}
	}
	return Fact{Answer: Yes, Detail: strings.Join(v.doc.Mail.Attachments, " "), Place: InFiles, Block: -1}
}

// user looks for a user name with its value.
func (v *reading) user() Fact {
	if b, m, ok := v.firstOf("secret", "user_is_email"); ok {
		return v.found(Yes, "email_address", b, m)
	}
	for b := range v.texts {
		for _, m := range v.texts[b].matches {
			if m.entry.signal != "secret" || m.entry.value != "user" {
				continue
			}
			c := v.candidate(b, m)
			if c.token == "" || v.isWord(c.token) || placeholder(c.token) || isWeb(c.token) {
				continue
			}
			if mailed(c.token) || looksSecret(c.token) || c.tied && (c.alone || strings.ContainsAny(c.token, "0123456789")) {
				return v.found(Yes, "value", b, m)
			}
		}
	}
	return v.absentAnywhere("absent", "secret")
}

// password looks for a password with its value. What stands behind a label is one
// only if it cannot be a word of the language.
func (v *reading) password(s *Secrets) Fact {
	unsure := unknown("")
	masked := unknown("")
	for b := range v.texts {
		for _, m := range v.texts[b].matches {
			if m.entry.signal != "secret" || m.entry.value != "password" && m.entry.value != "code" {
				continue
			}
			c := v.candidate(b, m)
			if c.token == "" {
				continue
			}
			if starred(c.token) {
				masked = v.found(No, "masked", b, m)
				continue
			}
			switch f := v.judge(b, m, c, s); {
			case f.Answer == Yes:
				return f
			case f.Detail != "" && unsure.Detail == "":
				unsure = f
			}
		}
	}
	switch {
	case unsure.Detail != "":
		return unsure
	case s.Separate.Answer == Yes:
		f := s.Separate
		f.Answer, f.Detail = No, "separate"
		return f
	case masked.Answer == No:
		return masked
	}
	return v.absentAnywhere("absent", "secret")
}

// judge says whether a candidate is a password in clear.
func (v *reading) judge(b int, m match, c candidate, s *Secrets) Fact {
	if v.isWord(c.token) || placeholder(c.token) || isWeb(c.token) || mailed(c.token) {
		return unknown("")
	}
	sure := looksSecret(c.token) && (c.tied || c.quoted)
	if !sure && !(c.tied && c.alone) {
		return unknown("")
	}
	switch {
	case s.OneTime.Answer == Yes:
		return v.found(Unknown, "temporary", b, m)
	case m.entry.value == "code":
		return v.found(Unknown, "access_code", b, m)
	case !sure:
		return v.found(Unknown, "value_uncertain", b, m)
	}
	return v.found(Yes, "", b, m)
}

// together says whether a password travels with what it opens.
func (v *reading) together(s *Secrets) {
	s.Link = v.opening()
	file := v.keyOfFile(s)
	switch {
	case s.Password.Answer == No:
		s.Together = s.Password
	case s.Password.Answer == Unknown:
		s.Together = unknown(s.Password.Detail)
	case s.Link.Answer == Yes && s.User.Answer == Yes:
		s.Together = withDetail(s.Password, "link_and_user")
	case s.Link.Answer == Yes:
		s.Together = withDetail(s.Password, "link")
	case s.User.Answer == Yes:
		s.Together = withDetail(s.Password, "user")
	case file:
		s.Together = withDetail(s.Password, "file")
	case s.Link.Answer == No && s.User.Answer == No && s.Files.Answer == No:
		s.Together = Fact{Answer: No, Detail: "absent", Block: -1}
	default:
		s.Together = unknown("")
	}
}

func withDetail(f Fact, detail string) Fact {
	f.Detail = detail
	return f
}

// keyOfFile says whether the password opens a file attached to the same message.
func (v *reading) keyOfFile(s *Secrets) bool {
	if s.Files.Answer != Yes || len(v.readable()) == 0 || s.Password.Block < 0 {
		return false
	}
	for b := max(0, s.Password.Block-1); b <= s.Password.Block; b++ {
		if v.texts[b].has("file") {
			return true
		}
	}
	return false
}

// opening looks for a link to data or an account. In a message that hands over
// data or means of access, any page but the sender's first one may be it.
func (v *reading) opening() Fact {
	some := unknown("")
	for i := range v.links {
		k := &v.links[i]
		if v.utilityLink(k) || reachOf(k.target) == dead {
			continue
		}
		near := k.words.has("open") || k.address.has("open")
		if !near && k.block >= 0 {
			_, near = v.texts[k.block].within("open", k.from, k.to)
		}
		f := v.linkFact(k)
		if near {
			f.Answer, f.Detail = Yes, "named"
			return f
		}
		if !isRoot(k.target) && some.Detail == "" {
			some = withDetail(f, "some_link")
			if v.main == AccessAnswer || v.main == Credentials {
				some.Answer = Yes
			}
		}
	}
	if some.Detail != "" {
		return some
	}
	if v.gap != "" {
		return unknown(v.gap)
	}
	return Fact{Answer: No, Detail: "absent", Block: -1}
}
