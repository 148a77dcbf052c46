package entity_test

import (
	"testing"

	"leadlint/scanner/notice/entity"
)

// kinds holds what one kind must give in each text.
type kinds struct {
	kind entity.Kind
	in   string
	want string
}

func check(t *testing.T, cases []kinds) {
	t.Helper()
	f := finder(t)
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			got := ""
			for _, p := range of(c.kind, f.Find(nil, c.in)) {
				if got != "" {
					got += " | "
				}
				got += c.in[p.Start:p.End]
			}
			if got != c.want {
				t.Errorf("%v: got %q, want %q", c.kind, got, c.want)
			}
		})
	}
}

func TestEmails(t *testing.T) {
	check(t, []kinds{
		{entity.Email, "Write to dpo@leads.example.", "dpo@leads.example"},
		{entity.Email, "(mailto:data.protection+eu@mail.leads.example)", "data.protection+eu@mail.leads.example"},
		{entity.Email, "kontakt@müller-daten.example, info@b.example", "kontakt@müller-daten.example | info@b.example"},
		{entity.Email, "dpo [at] leads.example", "dpo [at] leads.example"},
		{entity.Email, "dpo(at)leads(dot)example", "dpo(at)leads(dot)example"},
		{entity.Email, "datenschutz [ät] leads [punkt] example", "datenschutz [ät] leads [punkt] example"},
		{entity.Email, "dpo (@) leads.example", "dpo (@) leads.example"},
		{entity.Email, "dpo {at} leads.example below", "dpo {at} leads.example"},
		{entity.Email, "contact (arobase) leads (point) example", "contact (arobase) leads (point) example"},
		{entity.Email, "[email protected]", ""},
		{entity.Email, "@leadlint on the network", ""},
		{entity.Email, "a@b", ""},
		{entity.Email, "look (at) this", ""},
		{entity.Email, "5 @ 3.20", ""},
		{entity.Email, "@@@@", ""},
	})
}

func TestURLs(t *testing.T) {
	check(t, []kinds{
		{entity.URL, "See https://leads.example/privacy?x=1#rights.", "https://leads.example/privacy?x=1#rights"},
		{entity.URL, "[opt out](https://leads.example/out), please", "https://leads.example/out"},
		{entity.URL, "(see www.leads.example)", "www.leads.example"},
		{entity.URL, "at leads.example/optout or kontakty-pl.example.", "leads.example/optout | kontakty-pl.example"},
		{entity.URL, "https://leads.example/a_(b)", "https://leads.example/a_(b)"},
		{entity.URL, "our site leads.fr.", "leads.fr"},
		{entity.URL, "e.g. this, i.e. that, z.B. das, d.o.o. and S.r.l. or a.m. and p.m.", ""},
		{entity.URL, "as agreed.It follows.We do.Our", ""},
		{entity.URL, "dpo@leads.example", ""},
		{entity.URL, "version 1.2.3 of file.txt", ""},
	})
}

func TestPhones(t *testing.T) {
	check(t, []kinds{
		{entity.Phone, "+33 1 99 00 12 34", "+33 1 99 00 12 34"},
		{entity.Phone, "Tél. : 01 99 00 12 34, courriel", "01 99 00 12 34"},
		{entity.Phone, "(030) 23125-100", "(030) 23125-100"},
		{entity.Phone, "+49 (0)30 23125 100", "+49 (0)30 23125 100"},
		{entity.Phone, "call us (+44 7700 900123 from abroad)", "+44 7700 900123"},
		{entity.Phone, "Telefon på 70 99 41 27", "70 99 41 27"},
		{entity.Phone, "phone number: 912 555 014", "912 555 014"},
		{entity.Phone, "tel:+12125550123", "+12125550123"},
		{entity.Phone, "(212) 555-0123", "(212) 555-0123"},
		{entity.Phone, "08-555 010 20", "08-555 010 20"},
		{entity.Phone, "0033199001234", "0033199001234"},
		{entity.Phone, "since 25.05.2018", ""},
		{entity.Phone, "on 01/02/2024 or 2024-02-01", ""},
		{entity.Phone, "01.02.2024 - 03.04.2024", ""},
		{entity.Phone, "IBAN FR76 3000 6000 0112 3456 7890 189", ""},
		{entity.Phone, "DE89 3704 0044 0532 0130 00", ""},
		{entity.Phone, "RCS Paris 999 999 999", ""},
		{entity.Phone, "SIREN 099 999 999", ""},
		{entity.Phone, "BE 0999.999.999", ""},
		{entity.Phone, "ondernemingsnummer 0999.999.999", ""},
		{entity.Phone, "P. IVA 09999999999", ""},
		{entity.Phone, "company number 09999999", ""},
		{entity.Phone, "KRS 0000999999", ""},
		{entity.Phone, "IČO: 09999999", ""},
		{entity.Phone, "cégjegyzékszám: 08-09-999999", ""},
		{entity.Phone, "Regulation (EU) 2016/679, Art. 6(1)(f) and 13-14", ""},
		{entity.Phone, "a fine of 20 000 000 EUR", ""},
		{entity.Phone, "ISO 27001 2013", ""},
		{entity.Phone, "RCS de Quimper sous le numéro 099 999 999", ""},
		{entity.Phone, "w rejestrze pod numerem 0999999999", ""},
		{entity.Phone, "zadzwonić pod numer 022 555 01 23", "022 555 01 23"},
		{entity.Phone, "appelez-nous au numéro 01 99 00 12 34", "01 99 00 12 34"},
		{entity.Phone, "Telefonnummer: 030 23125 100", "030 23125 100"},
		{entity.Phone, "0000000000", ""},
		{entity.Phone, "capital of 1 000 000 euros", ""},
		{entity.Phone, "1234567890123456789", ""},
	})
}

func TestAddresses(t *testing.T) {
	check(t, []kinds{
		{entity.Address, "Lindenstraße 12, 10969 Berlin", "Lindenstraße 12, 10969 Berlin"},
		{entity.Address, "Am Hang 3, D-20459 Hamburg", "Am Hang 3, D-20459 Hamburg"},
		{entity.Address, "Ringgasse 4/2, 1010 Wien", "Ringgasse 4/2, 1010 Wien"},
		{entity.Address, "Seeweg 7, CH-8002 Zürich", "Seeweg 7, CH-8002 Zürich"},
		{entity.Address, "10 bis rue des Lilas, 75011 Paris", "10 bis rue des Lilas, 75011 Paris"},
		{entity.Address, "14, avenue du Port, B-1000 Bruxelles", "14, avenue du Port, B-1000 Bruxelles"},
		{entity.Address, "Drukstraat 35, 1000 Brussel", "Drukstraat 35, 1000 Brussel"},
		{entity.Address, "Hoge Weg 93, 2594 AV Den Haag", "Hoge Weg 93, 2594 AV Den Haag"},
		{entity.Address, "Via Roma 5, 00187 Roma", "Via Roma 5, 00187 Roma"},
		{entity.Address, "Calle Mayor, 6, 28001 Madrid", "Calle Mayor, 6, 28001 Madrid"},
		{entity.Address, "Rua do Lagar 31, 1200-014 Lisboa", "Rua do Lagar 31, 1200-014 Lisboa"},
		{entity.Address, "ul. Lipowa 2, 00-193 Warszawa", "ul. Lipowa 2, 00-193 Warszawa"},
		{entity.Address, "Dlouhá 27, 170 00 Praha", "Dlouhá 27, 170 00 Praha"},
		{entity.Address, "Jarná 27, 010 01 Žilina", "Jarná 27, 010 01 Žilina"},
		{entity.Address, "Drottninggatan 29, 111 51 Stockholm", "Drottninggatan 29, 111 51 Stockholm"},
		{entity.Address, "Havnevej 35, 2. sal, 2500 Valby", "Havnevej 35, 2. sal, 2500 Valby"},
		{entity.Address, "Storgata 1, 0152 Oslo", "Storgata 1, 0152 Oslo"},
		{entity.Address, "Satamakatu 4, 00530 Helsinki", "Satamakatu 4, 00530 Helsinki"},
		{entity.Address, "Tatari 39, 10134 Tallinn", "Tatari 39, 10134 Tallinn"},
		{entity.Address, "Ozolu iela 17, Rīga, LV-1050", "Ozolu iela 17, Rīga, LV-1050"},
		{entity.Address, "Klevų g. 11, LT-09310 Vilnius", "Klevų g. 11, LT-09310 Vilnius"},
		{entity.Address, "1055 Budapest, Akácfa utca 9-11.", "1055 Budapest, Akácfa utca 9-11"},
		{entity.Address, "Vrtna ulica 22, 1000 Ljubljana", "Vrtna ulica 22, 1000 Ljubljana"},
		{entity.Address, "Ulica kestena 14, 10000 Zagreb", "Ulica kestena 14, 10000 Zagreb"},
		{entity.Address, "бул. „Витоша“ 2, София 1592", "бул. „Витоша“ 2, София 1592"},
		{entity.Address, "Κηφισίας 1-3, 115 23 Αθήνα", "Κηφισίας 1-3, 115 23 Αθήνα"},
		{entity.Address, "Bulevardul Unirii 28, 010336 București", "Bulevardul Unirii 28, 010336 București"},
		{entity.Address, "Water Lane, Wilmslow, SK9 5AF", "SK9 5AF"},
		{entity.Address, "21 Quay Street, Dublin, D02 RD28", "21 Quay Street, Dublin, D02 RD28"},
		{entity.Address, "Triq il-Kbira 2, Sliema SLM 1549", "Triq il-Kbira 2, Sliema SLM 1549"},
		{entity.Address, "Laugavegur 12, 105 Reykjavík", "Laugavegur 12, 105 Reykjavík"},
		{entity.Address, "12 Elm Street, Springfield, IL 62701", "12 Elm Street, Springfield, IL 62701"},
		{entity.Address, "PO Box 230", "PO Box 230"},
		{entity.Address, "Postfach 12 34", "Postfach 12"},
		{entity.Address, "TSA 80715, 75334 Paris", "TSA 80715 | 75334 Paris"},
		{entity.Address, "On May 25, 2018 General rules changed.", ""},
		{entity.Address, "Since 2018 General Motors", ""},
		{entity.Address, "a fine of 50000 Euros", ""},
		{entity.Address, "more than 10000 Customers, 20000 Kunden", ""},
		{entity.Address, "Article 6, 2016 Directive", ""},
		{entity.Address, "Regulation 2016/679", ""},
		{entity.Address, "ISO 9001", ""},
		{entity.Address, "Data Protection Act 2018", ""},
		{entity.Address, "box 1 below", ""},
		{entity.Address, "The 24 Member States", ""},
		{entity.Address, "GDPR 2016", ""},
		{entity.Address, "2018 EU Regulation", ""},
		{entity.Address, "(Vers. 8, prev. to Sept. 2017)", ""},
		{entity.Address, "2 Water Square, 140 Holborn", ""},
	})
}

func TestNumbers(t *testing.T) {
	check(t, []kinds{
		{entity.Number, "3 years or 36 months", "3 | 36"},
		{entity.Number, "3-5 years, 10 – 12 days", "3-5 | 10 – 12"},
		{entity.Number, "12-month period", "12"},
		{entity.Number, "20.000 Euro, 1,000,000 rows, 2.5 years", "20.000 | 1,000,000 | 2.5"},
		{entity.Number, "Art. 6(1)(f)", "6 | 1"},
		{entity.Number, "§ 25", "25"},
		{entity.Number, "on 25.05.2018", ""},
		{entity.Number, "2016/679", ""},
		{entity.Number, "COVID-19, B2B, ISO27001, h1", ""},
		{entity.Number, "+33 1 99 00 12 34", ""},
		{entity.Number, "10969 Berlin", ""},
		{entity.Number, "1.2.3", ""},
	})
}

func TestPlaceholders(t *testing.T) {
	check(t, []kinds{
		{entity.Placeholder, "The controller is [Company name], [address].", "[Company name] | [address]"},
		{entity.Placeholder, "[Name or email address of the data protection officer]", "[Name or email address of the data protection officer]"},
		{entity.Placeholder, "Dear {{first_name}}, {name} and ${mail}", "{{first_name}} | {name} | ${mail}"},
		{entity.Placeholder, "Write to <address> or <your e-mail>", "<address> | <your e-mail>"},
		{entity.Placeholder, "Datum: «…»", "«…»"},
		{entity.Placeholder, "Name: ____ and .....", "____ | ....."},
		{entity.Placeholder, "Tel. XXXX, XX.XX.XX.XX", "XXXX | XX.XX.XX.XX"},
		{entity.Placeholder, "[●] and [__] and [XX]", "[●] | [__] | [XX]"},
		{entity.Placeholder, "Lorem ipsum dolor sit amet", "Lorem ipsum | dolor sit amet"},
		{entity.Placeholder, "Retention: TBD", "TBD"},
		{entity.Placeholder, "Retention: to be completed", "to be completed"},
		{entity.Placeholder, "à compléter", "à compléter"},
		{entity.Placeholder, "Name der Firma hier einfügen", "hier einfügen"},
		{entity.Placeholder, "Naam: vul in", "vul in"},
		{entity.Placeholder, "Vul hier de naam van de functionaris in.", "Vul hier de naam"},
		{entity.Placeholder, "Vul hier je e-mailadres in en we sturen je de nieuwsbrief.", ""},
		{entity.Placeholder, "Indsæt navnet på den dataansvarlige", "Indsæt navnet på"},
		{entity.Placeholder, "[vul hier de naam van uw bedrijf in, zoals bij de KvK bekend]", "[vul hier de naam van uw bedrijf in, zoals bij de KvK bekend]"},
		{entity.Placeholder, "Dear %s, %NAME%", "%s | %NAME%"},
		{entity.Placeholder, "[COMPANY_LEGAL]", "[COMPANY_LEGAL]"},
		{entity.Placeholder, "[Insert the contact of the data protection officer, if one was appointed]", "[Insert the contact of the data protection officer, if one was appointed]"},
		{entity.Placeholder, "[Firma], [Quelle]", "[Firma] | [Quelle]"},
		{entity.Placeholder, "See [1], [email protected], [sic], (…), […] and dpo [at] leads.example", ""},
		{entity.Placeholder, "[contact us](https://leads.example) [name][2]", ""},
		{entity.Placeholder, "We keep it [as defined below].", ""},
		{entity.Placeholder, "fields to be completed are marked", ""},
		{entity.Placeholder, "les champs à compléter sont marqués d'un astérisque", ""},
		{entity.Placeholder, "5 % sur 100 %, 20%s", ""},
		{entity.Placeholder, "<p class=x> and a < b > c", ""},
		{entity.Placeholder, "Livre XXX, siglo XX, [x] I agree, xxl", ""},
		{entity.Placeholder, "and so on ... or …", ""},
		{entity.Placeholder, "we insert cookies", ""},
		{entity.Placeholder, "Purposes ........ 3", ""},
		{entity.Placeholder, "the address is cut to 192.168.xxx.xxx", ""},
		{entity.Placeholder, "Vul in dat geval het formulier in, Sie können sich hier eintragen.", ""},
		{entity.Placeholder, "snake_case __init__", ""},
		{entity.Placeholder, "«Lead Data» is a name", ""},
	})
}
