package values

import (
	"testing"

	"leadlint/rules/facts"
)

func TestSourceQuality(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"Web Research", "generic"}, {"Advertisement", "generic"}, {"Cold Call", "generic"}, {"Trade Show", "generic"}, {"Employee Referral", "generic"},
		{"Partner", "generic"}, {"Internet", "generic"}, {"Online", "generic"}, {"Other", "generic"}, {"import", "generic"}, {"Web Download", "generic"},
		{"publicly available sources", "generic"}, {"Sources publiques", "generic"}, {"Various public sources and databases", "generic"}, {"Public data 2024", "generic"},
		{"Öffentlich zugängliche Quellen", "generic"}, {"Fuentes públicas", "generic"}, {"Fonti pubbliche", "generic"}, {"Datenbank", "generic"}, {"enrichment", "generic"}, {"Salon professionnel", "generic"},
		{"leads.csv", "generic"}, {"202 555 0123", ""}, {"12", "count"}, {"3.0", "count"},
		{"https://www.lefevre.example/team", "named"}, {"lefevre.example", "named"}, {"LinkedIn", "named"}, {"linkedin", "named"}, {"Salon Pollutec 2024", "named"},
		{"Apollo", "named"}, {"ZoomInfo", "named"}, {"Companies House, 2023-01-05", "named"}, {"Handelsregister München", "named"}, {"Lefevre Industries", "named"}, {"Trade show Hannover Messe", "named"}, {"web search via kaspr", "named"},
		{"somewhere", ""}, {"", ""}, {"n/a", ""}, {"unknown", ""},
	}
	r, quality := NewSourceReader(facts.NewSchema()), contact(t, "source_quality")
	for _, tt := range tests {
		if got := named(quality, r.Quality([]byte(tt.cell))); got != tt.want {
			t.Errorf("Quality(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestSourceType(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"LinkedIn", "social_platform"}, {"LinkedIn Sales Navigator", "social_platform"}, {"XING", "social_platform"}, {"https://www.linkedin.com/in/anne", "social_platform"},
		{"address book", "address_book"}, {"Carnet d'adresses", "address_book"}, {"Chrome extension", "extension_sync"}, {"Connections.csv", "connections_export"},
		{"Handelsregister München", "public_register"}, {"base SIRENE", "public_register"}, {"Companies House", "public_register"}, {"https://www.pappers.fr/entreprise/x", "public_register"},
		{"BODACC n° 12", "gazette"}, {"https://www.boe.es/x", "gazette"}, {"Cámara de Comercio", "chamber_census"},
		{"Company website", "website"}, {"https://lefevre.example/contact", "website"}, {"lefevre.example", "website"},
		{"Apollo", "broker"}, {"ZoomInfo", "broker"}, {"Kaspr export", "broker"}, {"list purchase", "broker"}, {"https://app.apollo.io/x", "broker"},
		{"Newsletter signup", "direct_form"}, {"Formulaire de contact", "direct_form"}, {"Webinar registration", "direct_form"},
		{"Salon Pollutec 2024", "event"}, {"Trade Show", "event"}, {"Visitenkarte", "event"}, {"Employee Referral", "referral"}, {"Empfehlung", "referral"},
		{"Web", ""}, {"Internet", ""}, {"Lefevre", ""}, {"LinkedIn or trade show", ""}, {"", ""}, {"other", ""},
	}
	r, kind := NewSourceReader(facts.NewSchema()), contact(t, "source_type")
	for _, tt := range tests {
		if got := named(kind, r.Type([]byte(tt.cell))); got != tt.want {
			t.Errorf("Type(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestJobFunction(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"CEO", "management"}, {"Founder & CEO", "management"}, {"Geschäftsführer", "management"}, {"Gérante", "management"}, {"Amministratore Delegato", "management"}, {"Directora General", "management"},
		{"CFO", "finance"}, {"Directeur financier", "finance"}, {"Head of Finance", "finance"}, {"Buchhalterin", "finance"}, {"Contable", "finance"},
		{"HR Manager", "human_resources"}, {"DRH", "human_resources"}, {"Talent Acquisition Partner", "human_resources"}, {"Personalleiter", "human_resources"},
		{"CTO", "information_technology"}, {"Software Engineer", "information_technology"}, {"Développeuse", "information_technology"}, {"IT-Leiter", "information_technology"},
		{"Sales Director", "sales"}, {"Directeur commercial", "sales"}, {"Vertriebsleiter", "sales"}, {"Responsabile vendite", "sales"}, {"Sales Engineer", "sales"},
		{"Chief Marketing Officer", "marketing"}, {"Responsable marketing", "marketing"},
		{"General Counsel", "legal"}, {"Juriste", "legal"}, {"Rechtsanwältin", "legal"},
		{"Einkäufer", "purchasing"}, {"Acheteuse", "purchasing"}, {"Procurement Manager", "purchasing"},
		{"COO", "operations"}, {"Responsable logistique", "operations"}, {"Mechanical Engineer", "engineering"}, {"Bauleiter", "engineering"},
		{"Nurse", "health"}, {"Médecin", "health"}, {"School teacher", "education"}, {"Professeur des écoles", "education"}, {"Journaliste", "communication"},
		{"Sales and Marketing Manager", ""}, {"Astronaut", ""}, {"", ""}, {"Sea captain", ""},
	}
	r, function := NewJobReader(facts.NewSchema()), contact(t, "job_function")
	for _, tt := range tests {
		if got := named(function, r.JobFunction([]byte(tt.cell))); got != tt.want {
			t.Errorf("JobFunction(%q) = %q, want %q", tt.cell, got, tt.want)
		}
	}
}

func TestMinorMarker(t *testing.T) {
	r := NewJobReader(facts.NewSchema())
	for _, s := range []string{"Lycéenne", "Élève de terminale", "collégien", "Schüler am Gymnasium", "Schülerin", "High school student", "Stagiaire de 3ème", "Estudiante de bachillerato", "Studente liceale"} {
		if !r.MinorMarker([]byte(s)) {
			t.Errorf("MinorMarker(%q) = false, want true", s)
		}
	}
	for _, s := range []string{"", "School teacher", "High school teacher", "Professeur au lycée", "Student", "Étudiante en droit", "Principal de collège", "Schulleiter", "Schülerhilfe Standortleiter", "Former high school student", "High School Principal", "Business School student", "Élève ingénieur", "Former pupil master", "High school student counselor"} {
		if r.MinorMarker([]byte(s)) {
			t.Errorf("MinorMarker(%q) = true, want false", s)
		}
	}
}

func FuzzSource(f *testing.F) {
	f.Add([]byte("Web Research"))
	schema := facts.NewSchema()
	r, j := NewSourceReader(schema), NewJobReader(schema)
	f.Fuzz(func(_ *testing.T, cell []byte) {
		r.Quality(cell)
		r.Type(cell)
		r.TypeFromURL(cell)
		j.JobFunction(cell)
		j.MinorMarker(cell)
	})
}

func BenchmarkSourceQuality(b *testing.B) {
	r, c := NewSourceReader(facts.NewSchema()), []byte("Publicly available sources")
	b.ReportAllocs()
	for b.Loop() {
		r.Quality(c)
	}
}

func BenchmarkJobFunction(b *testing.B) {
	r, c := NewJobReader(facts.NewSchema()), []byte("Directeur commercial adjoint")
	b.ReportAllocs()
	for b.Loop() {
		r.JobFunction(c)
	}
}
