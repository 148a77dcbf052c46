package main

import (
	"strings"
	"time"
)

// firstDay and lastDay bound the dates in the data.
var (
	firstDay = time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2031, 12, 31, 0, 0, 0, 0, time.UTC)
)

// tables are the word lists and ready-made strings that rows are put together from.
type tables struct {
	first, last, firms, titles  []string
	firstSlug, lastSlug, domain []string
	countries                   []country
	iso, dmy                    []string // by day since firstDay
	notes, weighty              []string
}

// country is one country of the persons, with the language that most of its
// records carry and its telephone prefix.
type country struct{ code, lang, prefix string }

func newTables() *tables {
	t := &tables{
		first: strings.Fields(`Camille Léa Jonas Marta Piotr Élodie Anke Björn Chiara Davide Eva Femke Gérard Hélène Ines
			Jürgen Katarzyna Luca Maëlle Niels Olga Paweł Quentin Rosa Stefan Tomáš Ulrike Vera Wouter Yann Zoé Aoife
			Bastien Cécile Dorota Enzo Fatima Giulia Hanna Iris`),
		last: strings.Fields(`Aubrac Belcourt Cordova Dremmel Eskelin Farnworth Grunwal Hollander Ivarsen Jovelin Krasny
			Lambrecht Morvandel Nordhage Ostrava Pellerand Quintero Rosendal Sablier Tarkowski Underhay Valmorin Wijnands
			Xandrel Ysebrand Zawiercie Ambrosetti Bertuccia Calvarro Dujardel Ekstrand Fontanelle Gravelot Hazebrouc`),
		titles: strings.Fields(`Sales_Director HR_Manager Directeur_commercial Responsable_RH Chief_Executive_Officer
			Leiter_Einkauf Head_of_Marketing Buyer Finance_Manager IT_Manager Kierownik_sprzedaży Responsabile_acquisti
			Account_Executive Recruiter Director_de_compras Office_Manager Legal_Counsel Vertriebsleiter Engineer
			Operations_Manager`),
		notes: []string{
			"Met at the fair, asked for a call back", "prefers e-mail", "Wants a quote for \"Model 3\", 12 pieces",
			"Line one of the note\nline two, with a comma", "said \"not before June\"", "Rappeler en septembre",
		},
		weighty: []string{
			"on sick leave after depression", "délégué syndical CFDT", "IBAN FR76 3000 6000 0112 3456 7890 189",
			"goes to church on Sundays, do not call", "membre d'un parti politique",
		},
	}
	for i, title := range t.titles {
		t.titles[i] = strings.ReplaceAll(title, "_", " ")
	}
	t.firstSlug, t.lastSlug = slugs(t.first), slugs(t.last)
	t.addFirms()
	t.addCountries()
	t.addDates()
	return t
}

func (t *tables) addFirms() {
	stems := strings.Fields(`Aldermont Brivelle Castelnor Dornbusch Ettersund Falkenrode Grimaud Holmgaard Istrana Juvenal
		Kestrel Lumiere Montclar Northwick Orvieto Palissade Quadrant Rivage Solvang Tessellate`)
	for _, stem := range stems {
		for _, kind := range strings.Fields("Conseil Industrie GmbH SpA Logistics Partners") {
			t.firms = append(t.firms, stem+" "+kind)
			t.domain = append(t.domain, strings.ToLower(stem+"-"+kind)+".example")
		}
	}
}

func (t *tables) addCountries() {
	for _, c := range strings.Fields(`FR:fr:33 FR:fr:33 FR:fr:33 DE:de:49 DE:de:49 ES:es:34 IT:it:39 PL:pl:48 NL:nl:31 BE:fr:32
		BE:nl:32 AT:de:43 PT:pt:351 IE:en:353 SE:sv:46 DK:da:45 FI:fi:358 GR:el:30 CZ:cs:420 HU:hu:36 RO:ro:40 BG:bg:359
		HR:hr:385 SK:sk:421 SI:sl:386 LT:lt:370 LV:lv:371 EE:et:372 LU:fr:352 MT:mt:356 CY:el:357 GB:en:44 CH:de:41
		NO:nb:47 US:en:1`) {
		part := strings.Split(c, ":")
		t.countries = append(t.countries, country{part[0], part[1], part[2]})
	}
}

func (t *tables) addDates() {
	for d := firstDay; !d.After(lastDay); d = d.AddDate(0, 0, 1) {
		t.iso = append(t.iso, d.Format(time.DateOnly))
		t.dmy = append(t.dmy, d.Format("02/01/2006"))
	}
}

// slugs gives the names as they stand in addresses.
func slugs(names []string) []string {
	plain := strings.NewReplacer("é", "e", "ë", "e", "è", "e", "É", "e", "ö", "o", "ü", "u", "ł", "l", "š", "s", "á", "a")
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.ToLower(plain.Replace(n))
	}
	return out
}
