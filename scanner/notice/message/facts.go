package message

// Named is one fact with the name of its question, such as "stop.body".
type Named struct {
	Name string
	Fact Fact
	// Bad is the answer that speaks against the sender; Unknown where none does.
	Bad Answer
}

// Facts gives all answers of a message in a fixed order, without the flaws of
// Stop.Weak.
func (m *Message) Facts() []Named {
	return []Named{
		{"kind", m.Why, Unknown},
		{"stop.body", m.Stop.Body, No},
		{"stop.header", m.Stop.Header, Unknown},
		{"stop.one_click", m.Stop.OneClick, Unknown},
		{"stop.free", m.Stop.Free, No},
		{"stop.login", m.Stop.Login, Yes},
		{"sender.identified", m.Sender.Identified, No},
		{"sender.free_mail", m.Sender.FreeMail, Unknown},
		{"sender.elsewhere", m.Sender.Elsewhere, Unknown},
		{"sender.disguised", m.Sender.Disguised, Yes},
		{"sender.concealed", m.Sender.Concealed, Yes},
		{"sender.posing", m.Sender.Posing, Yes},
		{"sender.no_reply", m.Sender.NoReply, Unknown},
		{"sender.contact", m.Sender.Contact, No},
		{"recognisable", m.Recognisable, No},
		{"objection.stated", m.Objection.Stated, No},
		{"objection.apart", m.Objection.Apart, No},
		{"source", m.Source, No},
		{"secrets.user", m.Secrets.User, Unknown},
		{"secrets.password", m.Secrets.Password, Yes},
		{"secrets.link", m.Secrets.Link, Unknown},
		{"secrets.together", m.Secrets.Together, Yes},
		{"secrets.separate", m.Secrets.Separate, Unknown},
		{"secrets.one_time", m.Secrets.OneTime, Unknown},
		{"secrets.files", m.Secrets.Files, Unknown},
		{"demands.identity", m.Demands.Identity, Yes},
		{"demands.reason", m.Demands.Reason, Yes},
	}
}
