package lexicon

// Words gives the texts in small letters of which one occurs in any file that can
// yield a member: kind is subject, role or host, member a name of facts.CodeSubjects,
// facts.CodeRoles or facts.CodeHosts. Nil for others.
func (l *Lexicon) Words(kind, member string) []string { return nil }
