package entity_test

import (
	"testing"

	"leadlint/scanner/notice/entity"
)

func TestAuthorities(t *testing.T) {
	f := finder(t)
	for _, c := range []struct{ in, want string }{
		{"Sie können sich bei der Österreichischen Datenschutzbehörde beschweren.", "Österreichischen Datenschutzbehörde(AT)"},
		{"U kunt een klacht indienen bij de Gegevensbeschermingsautoriteit in Brussel.", "Gegevensbeschermingsautoriteit(BE)"},
		{"Vous pouvez saisir l'Autorité de protection des données à Bruxelles.", "Autorité de protection des données(BE)"},
		{"Имате право на жалба до Комисията за защита на личните данни.", "Комисията за защита на личните данни(BG)"},
		{"Pritužbu možete podnijeti Agenciji za zaštitu osobnih podataka.", "Agenciji za zaštitu osobnih podataka(HR)"},
		{"Μπορείτε να προσφύγετε στον Επίτροπο Προστασίας Δεδομένων Προσωπικού Χαρακτήρα.", "Επίτροπο Προστασίας Δεδομένων Προσωπικού Χαρακτήρα(CY)"},
		{"Καταγγελία στο Γραφείο Επιτρόπου Προστασίας Δεδομένων Προσωπικού Χαρακτήρα.", "Επιτρόπου Προστασίας Δεδομένων Προσωπικού Χαρακτήρα(CY)"},
		{"Stížnost lze podat u Úřadu pro ochranu osobních údajů (ÚOOÚ).", "Úřadu pro ochranu osobních údajů(CZ) ÚOOÚ(CZ)"},
		{"Du kan klage til Datatilsynet.", "Datatilsynet(DK,NO)"},
		{"You may complain to the Danish Data Protection Agency.", "Danish Data Protection Agency(DK)"},
		{"Kaebuse saab esitada Andmekaitse Inspektsioonile.", "Andmekaitse Inspektsioonile(EE)"},
		{"Voit tehdä valituksen tietosuojavaltuutetulle.", "tietosuojavaltuutetulle(FI)"},
		{"Du kan klaga hos dataombudsmannen i Finland.", "dataombudsmannen(FI)"},
		{"Vous pouvez saisir la Commission Nationale de l’Informatique et des Libertés (CNIL).", "Commission Nationale de l’Informatique et des Libertés(FR) CNIL(FR)"},
		{"Une plainte auprès de la CNIL, 3 place de Fontenoy.", "CNIL(FR)"},
		{"auprès de la CNIL (3 place de Fontenoy, 75007 Paris)", "CNIL(FR)"},
		{"Beschwerde beim Bundesbeauftragten für den Datenschutz und die Informationsfreiheit (BfDI)", "Bundesbeauftragten für den Datenschutz und die Informationsfreiheit(DE) BfDI(DE)"},
		{"Beschwerde beim Landesbeauftragten für den Datenschutz und die Informationsfreiheit Baden-Württemberg", "Landesbeauftragten für den Datenschutz und die Informationsfreiheit Baden-Württemberg(DE-BW)"},
		{"beim Bayerischen Landesamt für Datenschutzaufsicht (BayLDA)", "Bayerischen Landesamt für Datenschutzaufsicht(DE-BY) BayLDA(DE-BY)"},
		{"bei der Berliner Beauftragten für Datenschutz und Informationsfreiheit", "Berliner Beauftragten für Datenschutz und Informationsfreiheit(DE-BE)"},
		{"bei der Landesbeauftragten für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg", "Landesbeauftragten für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg(DE-BB)"},
		{"bei der Landesbeauftragten für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen", "Landesbeauftragten für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen(DE-HB)"},
		{"beim Hamburgischen Beauftragten für Datenschutz und Informationsfreiheit", "Hamburgischen Beauftragten für Datenschutz und Informationsfreiheit(DE-HH)"},
		{"beim Hessischen Beauftragten für Datenschutz und Informationsfreiheit", "Hessischen Beauftragten für Datenschutz und Informationsfreiheit(DE-HE)"},
		{"beim Landesbeauftragten für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern", "Landesbeauftragten für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern(DE-MV)"},
		{"beim Landesbeauftragten für den Datenschutz Niedersachsen", "Landesbeauftragten für den Datenschutz Niedersachsen(DE-NI)"},
		{"bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen", "Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen(DE-NW)"},
		{"beim Landesbeauftragten für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz", "Landesbeauftragten für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz(DE-RP)"},
		{"beim Unabhängigen Datenschutzzentrum Saarland", "Unabhängigen Datenschutzzentrum Saarland(DE-SL)"},
		{"bei der Sächsischen Datenschutz- und Transparenzbeauftragten", "Sächsischen Datenschutz- und Transparenzbeauftragten(DE-SN)"},
		{"beim Landesbeauftragten für den Datenschutz Sachsen-Anhalt", "Landesbeauftragten für den Datenschutz Sachsen-Anhalt(DE-ST)"},
		{"beim Unabhängigen Landeszentrum für Datenschutz Schleswig-Holstein (ULD)", "Unabhängigen Landeszentrum für Datenschutz Schleswig-Holstein(DE-SH) ULD(DE-SH)"},
		{"beim Thüringer Landesbeauftragten für den Datenschutz und die Informationsfreiheit", "Thüringer Landesbeauftragten für den Datenschutz und die Informationsfreiheit(DE-TH)"},
		{"Έχετε δικαίωμα καταγγελίας στην Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα.", "Αρχή Προστασίας Δεδομένων Προσωπικού Χαρακτήρα(GR)"},
		{"ΑΡΧΗ ΠΡΟΣΤΑΣΙΑΣ ΔΕΔΟΜΕΝΩΝ ΠΡΟΣΩΠΙΚΟΥ ΧΑΡΑΚΤΗΡΑ", "ΑΡΧΗ ΠΡΟΣΤΑΣΙΑΣ ΔΕΔΟΜΕΝΩΝ ΠΡΟΣΩΠΙΚΟΥ ΧΑΡΑΚΤΗΡΑ(GR)"},
		{"Panaszt tehet a Nemzeti Adatvédelmi és Információszabadság Hatóságnál (NAIH).", "Nemzeti Adatvédelmi és Információszabadság Hatóságnál(HU) NAIH(HU)"},
		{"Þú getur kvartað til Persónuverndar.", "Persónuverndar(IS)"},
		{"Beschwerde bei der Datenschutzstelle des Fürstentums Liechtenstein", "Datenschutzstelle des Fürstentums Liechtenstein(LI)"},
		{"Is féidir gearán a dhéanamh leis an gCoimisiún um Chosaint Sonraí.", "gCoimisiún um Chosaint Sonraí(IE)"},
		{"You may complain to the Data Protection Commission.", "Data Protection Commission(IE)"},
		{"Può proporre reclamo al Garante per la protezione dei dati personali.", "Garante per la protezione dei dati personali(IT)"},
		{"Può rivolgersi al Garante.", "Garante(IT)"},
		{"Sūdzību var iesniegt Datu valsts inspekcijai.", "Datu valsts inspekcijai(LV)"},
		{"Skundą galite pateikti Valstybinei duomenų apsaugos inspekcijai.", "Valstybinei duomenų apsaugos inspekcijai(LT)"},
		{"Vous pouvez saisir la Commission nationale pour la protection des données (CNPD).", "Commission nationale pour la protection des données(LU) CNPD(LU,PT)"},
		{"Tista' tilmenta mal-Kummissarju għall-Informazzjoni u l-Protezzjoni tad-Data.", "Kummissarju għall-Informazzjoni u l-Protezzjoni tad-Data(MT)"},
		{"U kunt een klacht indienen bij de Autoriteit Persoonsgegevens.", "Autoriteit Persoonsgegevens(NL)"},
		{"U kunt een klacht indienen bij de AP.", "AP(NL)"},
		{"Skargę można wnieść do Prezesa Urzędu Ochrony Danych Osobowych.", "Prezesa Urzędu Ochrony Danych Osobowych(PL)"},
		{"Skargę można wnieść do PUODO.", "PUODO(PL)"},
		{"Reclamação à Comissão Nacional de Proteção de Dados.", "Comissão Nacional de Proteção de Dados(PT)"},
		{"Plângere la Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal.", "Autoritatea Națională de Supraveghere a Prelucrării Datelor cu Caracter Personal(RO)"},
		{"Plângere adresată Autorităţii Naţionale de Supraveghere a Prelucrării Datelor cu Caracter Personal.", "Autorităţii Naţionale de Supraveghere a Prelucrării Datelor cu Caracter Personal(RO)"},
		{"Sťažnosť môžete podať Úradu na ochranu osobných údajov SR.", "Úradu na ochranu osobných údajov(SK)"},
		{"Pritožbo lahko vložite pri Informacijskem pooblaščencu.", "Informacijskem pooblaščencu(SI)"},
		{"Puede reclamar ante la Agencia Española de Protección de Datos (AEPD).", "Agencia Española de Protección de Datos(ES) AEPD(ES)"},
		{"Pot reclamar davant l'Autoritat Catalana de Protecció de Dades.", "Autoritat Catalana de Protecció de Dades(ES-CT)"},
		{"Du kan klaga hos Integritetsskyddsmyndigheten (IMY).", "Integritetsskyddsmyndigheten(SE) IMY(SE)"},
		{"Sie können sich an den Eidgenössischen Datenschutz- und Öffentlichkeitsbeauftragten (EDÖB) wenden.", "Eidgenössischen Datenschutz- und Öffentlichkeitsbeauftragten(CH) EDÖB(CH)"},
		{"You may complain to the Information Commissioner’s Office (ICO).", "Information Commissioner’s Office(GB) ICO(GB)"},
		{"You may complain to the European Data Protection Supervisor.", "European Data Protection Supervisor(EU)"},
		{"Norway: Datatilsynet, datatilsynet.no", "Datatilsynet(DK,NO) datatilsynet.no(NO)"},
		{"https://ico.org.uk/make-a-complaint/", "ico.org.uk(GB)"},
		{"poststelle@lda.bayern.de", "lda.bayern.de(DE-BY)"},
	} {
		t.Run(c.in, func(t *testing.T) {
			got := ""
			for _, p := range of(entity.Authority, f.Find(nil, c.in)) {
				if got != "" {
					got += " "
				}
				got += c.in[p.Start:p.End] + "(" + p.Code + ")"
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestNoAuthorities(t *testing.T) {
	f := finder(t)
	for _, in := range []string{
		"Write to cnil@recolte.example.", "ico@leads.example", "https://leads.example/cnil", "https://leads.example/?from=cnil.fr",
		"https://cnil.fr.leads.example/", "notcnil.fr", "cnil.fr@leads.example",
		"your local data protection authority", "the competent supervisory authority", "die zuständige Aufsichtsbehörde",
		"une autorité de protection des données", "de gegevensbeschermingsautoriteit van uw land",
		"our information commissioner", "data protection commission rules", "unser Datenschutzbeauftragter",
		"il garante del prestito", "IČO: 99999999", "ICO: 99999999", "déclaration CNIL n° 1234567", "CNIL: 1234567",
		"cnil", "icon", "DPCs are tools", "the API and the APP", "AP", "Ihr Landesbeauftragter für Sport",
		"Autorité de protection des données : toute autorité compétente.",
		"Autorité de protection des données", "Úřad práce", "urząd ochrony zabytków", "a nemzeti adatvédelmi jog",
	} {
		t.Run(in, func(t *testing.T) {
			if got := marked(in, of(entity.Authority, f.Find(nil, in))); got != "" {
				t.Errorf("got %s, want nothing", got)
			}
		})
	}
}
