package entity_test

import (
	"testing"

	"leadlint/scanner/notice/entity"
)

func TestLegalForms(t *testing.T) {
	f := finder(t)
	for _, c := range []struct{ country, in, want string }{
		{"AT", "Verantwortlicher ist die Almtal Kontakte GmbH & Co KG in Linz.", "legal form:Kontakte GmbH & Co KG(DE,AT)"},
		{"BE", "De Scheldedata BV verwerkt uw gegevens.", "legal form:Scheldedata BV(NL,BE)"},
		{"BE", "Le responsable est Meuse Contacts SRL.", "legal form:Contacts SRL(BE,LU,IT,RO)"},
		{"BG", "Администратор е „Рила Контакти“ ЕООД, ЕИК 999999999.", "legal form:Контакти“ ЕООД(BG)"},
		{"CH", "Verantwortlich: Limmat Daten AG, Zürich.", "legal form:Daten AG(DE,AT,CH,LI)"},
		{"CH", "Le responsable est Léman Données Sàrl.", "legal form:Données Sàrl(FR,BE,LU,CH)"},
		{"CY", "The controller is Akamas Leads Ltd.", "legal form:Leads Ltd.(GB,IE,MT,CY)"},
		{"CZ", "Správcem je Vltava kontakty s.r.o., IČO 99999999.", "legal form:kontakty s.r.o.(CZ,SK)"},
		{"CZ", "Správcem je Orlice, a. s.", "legal form:Orlice, a. s.(CZ,SK)"},
		{"DE", "Die Elbdaten UG (haftungsbeschränkt) erhebt Ihre Daten.", "legal form:Elbdaten UG (haftungsbeschränkt)(DE)"},
		{"DE", "Der Adressfreunde e.V. ist Verantwortlicher.", "legal form:Adressfreunde e.V.(DE,AT)"},
		{"DE", "Die 3punkt GmbH & Co. KGaA.", "legal form:3punkt GmbH & Co. KGaA(DE,AT)"},
		{"DK", "Dataansvarlig er Limfjord Data A/S.", "legal form:Data A/S(DK,LV)"},
		{"EE", "Vastutav töötleja on Emajõe Andmed OÜ.", "legal form:Andmed OÜ(EE)"},
		{"EE", "Vastutav töötleja on OÜ Emajõe Andmed.", "legal form:OÜ Emajõe Andmed(EE)"},
		{"ES", "El responsable es Contactos del Duero, S.L.U.", "legal form:Duero, S.L.U.(ES)"},
		{"ES", "El responsable es Contactos del Duero SL.", "legal form:Duero SL(ES)"},
		{"EU", "Rheinkiesel SE, Mainz", "legal form:Rheinkiesel SE(EU)"},
		{"FI", "Rekisterinpitäjä on Saimaan Tieto Oy.", "legal form:Tieto Oy(FI)"},
		{"FI", "Rekisterinpitäjä on Oy Saimaa Ab.", "legal form:Oy Saimaa Ab(FI)"},
		{"FR", "Le responsable est Garonne Leads S.A.S. à Bordeaux.", "legal form:Leads S.A.S.(FR)"},
		{"FR", "Le responsable est la société Garonne SAS.", "legal form:Garonne SAS(FR)"},
		{"FR", "Garonne, SAS au capital de 20 000 €", "legal form:Garonne, SAS(FR,BE,LU,CH)"},
		{"GB", "The controller is Tyne & Wear Leads Limited.", "legal form:Leads Limited(GB,IE,MT,CY)"},
		{"GB", "The controller is leads4u LLP.", "legal form:leads4u LLP(GB,IE,MT,CY)"},
		{"GR", "Υπεύθυνος είναι η «Αιγαίο Επαφές» Μονοπρόσωπη Ι.Κ.Ε.", "legal form:Επαφές» Μονοπρόσωπη Ι.Κ.Ε.(GR,CY)"},
		{"GR", "Υπεύθυνος είναι η Αιγαίο Επαφές Α.Ε.", "legal form:Επαφές Α.Ε.(GR,CY)"},
		{"GR", "Υπεύθυνος είναι η Αιγαίο Επαφές Μ.ΙΚΕ.", "legal form:Επαφές Μ.ΙΚΕ.(GR,CY)"},
		{"HR", "Voditelj obrade je Kvarner podaci d.o.o.", "legal form:podaci d.o.o.(SI,HR)"},
		{"HU", "Az adatkezelő a Tisza Adat Zrt.", "legal form:Adat Zrt.(HU)"},
		{"IE", "The controller is Shannon Leads DAC.", "legal form:Leads DAC(GB,IE,MT,CY)"},
		{"IE", "Is í Cuan Oibre Teoranta an rialaitheoir.", "legal form:Oibre Teoranta(GB,IE,MT,CY)"},
		{"IS", "Ábyrgðaraðili er Hekla Gögn ehf.", "legal form:Gögn ehf.(IS)"},
		{"IT", "Il titolare è Arno Contatti S.r.l., Firenze.", "legal form:Contatti S.r.l.(IT)"},
		{"IT", "Il titolare è Arno Contatti S.p.A.", "legal form:Contatti S.p.A.(IT)"},
		{"LI", "Verantwortliche ist die Rätikon Daten Anstalt AG.", "legal form:Anstalt AG(DE,AT,CH,LI)"},
		{"LT", "Duomenų valdytojas – UAB „Nemuno kontaktai“.", "legal form:UAB „Nemuno kontaktai(LT)"},
		{"LT", "Duomenų valdytojas – VšĮ Nemunas.", "legal form:VšĮ Nemunas(LT)"},
		{"LU", "Le responsable est Moselle Data S.à r.l.", "legal form:Data S.à r.l.(FR,BE,LU,CH)"},
		{"LV", "Pārzinis ir SIA \"Gaujas dati\".", "legal form:SIA \"Gaujas dati(LV)"},
		{"LV", "Pārzinis ir AS „Gauja”.", "legal form:AS „Gauja(NO,EE,LV)"},
		{"MT", "Il-kontrollur hu Gozo Leads p.l.c.", "legal form:Leads p.l.c.(GB,IE,MT,CY)"},
		{"NL", "De verantwoordelijke is Vechtdata B.V.", "legal form:Vechtdata B.V.(NL,BE)"},
		{"NL", "contact.punt B.V. verwerkt uw gegevens", "legal form:contact.punt B.V.(NL,BE)"},
		{"NO", "Behandlingsansvarlig er Fjellkontakt AS.", "legal form:Fjellkontakt AS(NO,EE,LV)"},
		{"PL", "Administratorem jest Warta Kontakty sp. z o.o. z siedzibą w Poznaniu.", "legal form:Kontakty sp. z o.o.(PL)"},
		{"PL", "Administratorem jest Warta S.A.", "legal form:Warta S.A.(FR,BE,LU,CH,ES,PT,PL,RO,GR)"},
		{"PT", "O responsável é Mondego Contactos, Unipessoal, Lda.", "legal form:Contactos, Unipessoal, Lda.(PT)"},
		{"RO", "Operatorul este Mureș Contacte S.R.L.", "legal form:Contacte S.R.L.(BE,LU,IT,RO)"},
		{"SE", "Personuppgiftsansvarig är Vätterns Kontakter AB.", "legal form:Kontakter AB(SE,FI)"},
		{"SE", "Personuppgiftsansvarig är AB Vättern.", "legal form:AB Vättern(SE,FI)"},
		{"SI", "Upravljavec je Soča podatki, d.o.o.", "legal form:podatki, d.o.o.(SI,HR)"},
		{"SK", "Prevádzkovateľom je Hron Kontakty spol. s r.o.", "legal form:Kontakty spol. s r.o.(CZ,SK)"},
		{"US", "Our processor is Potomac Leads, Inc., Virginia.", "legal form:Leads, Inc.(US,CA)"},
		{"US", "Our processor is Potomac Leads LLC.", "legal form:Leads LLC(US,CA)"},
		{"US", "Potomac Corporation is our processor.", "legal form:Potomac Corporation(US,CA)"},
		{"CA", "Saguenay Données ltée", "legal form:Données ltée(US,CA)"},
		{"BE", "La SRL Atelier Mosan est le responsable.", "legal form:SRL Atelier Mosan(BE,LU,IT,RO)"},
		{"FR", "La SAS Garonne est le responsable.", "legal form:SAS Garonne(FR)"},
		{"any", "Müller & Co. KG", "legal form:Müller & Co. KG(DE,AT)"},
		{"any", "Chaudron & Cie", "legal form:Chaudron & Cie(US,CA,FR,DE,CH)"},
		{"any", "the \"Tramontane\" SAS company", "legal form:Tramontane\" SAS(FR)"},
		{"any", "Acme (Deutschland) GmbH", "legal form:Deutschland) GmbH(DE,AT,CH,LI)"},
		{"any", "Tern\u00a0Data\u00a0GmbH", "legal form:Data\u00a0GmbH(DE,AT,CH,LI)"},
	} {
		t.Run(c.country+" "+c.in, func(t *testing.T) {
			if got := marked(c.in, of(entity.LegalForm, f.Find(nil, c.in))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestNoLegalForms(t *testing.T) {
	f := finder(t)
	for _, in := range []string{
		"AS", "SA", "SE", "AG", "SAS", "GmbH", "Ltd", "Inc.",
		"YOU HAVE RIGHTS AS WELL AS DUTIES",
		"We collect data SUCH AS names and addresses.",
		"THIS NOTICE APPLIES TO DATA SUCH AS YOUR NAME",
		"USTED SE COMPROMETE A LEER ESTE AVISO",
		"El titular SE opone.", "Il cliente SA quali dati trattiamo.",
		"die GmbH", "Eine GmbH ist eine juristische Person.", "als AG eingetragen", "Die AG",
		"une SAS", "een BV", "een B.V. is verplicht", "the company is an LLC",
		"including, but Not Limited to", "Limited access is granted.", "Storage Limited to what is needed",
		"The Corporation", "Our Limited liability",
		"London SE1 4AB", "VAT SE 559900041701", "CC BY-SA 4.0", "Aberdeen AB 10",
		"Google, SAS and Oracle", "as soon as", "Asa writes to us.", "Our Oy", "Kaspar asks.",
		"up to 25 MB", "10 SA", "S.A.", "in the U.S. and the U.K.", "Unit 4, Ballinasteen, Co. Mayo",
		"z. B. die Daten", "t.a.v. de heer", "d.h. wir", "o.a. namen", "a.s.a.p.", "Legal Foundation",
		"under Google’s Limited Use rules", "sie ist AG-weit bekannt", "tel. c.d.", "and so on Ltd",
	} {
		t.Run(in, func(t *testing.T) {
			if got := marked(in, of(entity.LegalForm, f.Find(nil, in))); got != "" {
				t.Errorf("got %s, want nothing", got)
			}
		})
	}
}
