package document

import "slices"

// notFoundPhrases are what pages say that stand for a missing one, in lower
// case, in the languages of the Union and their neighbours.
func notFoundPhrases() []string {
	return []string{
		"page not found", "page cannot be found", "page can't be found", "page could not be found", "page can not be found",
		"page doesn't exist", "page does not exist", "page you are looking for", "page you were looking for",
		"page you requested", "the requested url was not found", "no longer available", "nothing was found",
		"seite nicht gefunden", "seite wurde nicht gefunden", "seite konnte nicht gefunden", "seite existiert nicht",
		"seite ist nicht verfügbar", "page introuvable", "page non trouvée", "page n'existe pas", "page n'a pas été trouvée",
		"page demandée", "página no encontrada", "página no existe", "no se ha encontrado la página", "no se encuentra la página",
		"pagina non trovata", "pagina non esiste", "pagina richiesta non", "página não encontrada", "página não existe",
		"pagina niet gevonden", "pagina bestaat niet", "pagina kan niet worden gevonden", "strona nie została znaleziona",
		"nie znaleziono strony", "strona nie istnieje", "strony nie znaleziono", "sidan hittades inte", "sidan kunde inte hittas",
		"sidan finns inte", "siden blev ikke fundet", "siden findes ikke", "siden kunne ikke findes", "siden ble ikke funnet",
		"siden finnes ikke", "fant ikke siden", "sivua ei löytynyt", "sivua ei löydy", "sivua ei ole olemassa",
		"stránka nenalezena", "stránka nebyla nalezena", "stránka neexistuje", "stránka nebola nájdená", "stránka sa nenašla",
		"az oldal nem található", "oldal nem található", "nem található oldal", "nincs ilyen oldal", "pagina nu a fost găsită",
		"pagina nu există", "pagina nu a fost gasita", "страницата не е намерена", "страницата не съществува",
		"страница не найдена", "сторінку не знайдено", "η σελίδα δεν βρέθηκε", "σελίδα δεν υπάρχει", "stran ni bila najdena",
		"strani ni mogoče najti", "stran ne obstaja", "stranica nije pronađena", "stranica ne postoji", "lehte ei leitud",
		"lehekülge ei leitud", "lapa nav atrasta", "lapa netika atrasta", "puslapis nerastas", "puslapio nėra",
		"il-paġna ma nstabitx", "paġna ma nstabitx", "níor aimsíodh an leathanach", "leathanach gan aimsiú", "síða fannst ekki",
		"pàgina no trobada", "faqja nuk u gjet", "sayfa bulunamadı",
	}
}

// scriptPhrases are the requests to switch scripts on; each is looked for only
// in a text that names JavaScript.
func scriptPhrases() []string {
	return []string{
		"enable javascript", "javascript enabled", "javascript is disabled", "requires javascript", "turn on javascript",
		"javascript to run", "javascript to be enabled", "javascript is required", "needs javascript", "need javascript",
		"javascript aktiv", "javascript zu aktiv", "javascript ein", "javascript ist deaktiviert", "ohne javascript",
		"activer javascript", "activez javascript", "javascript est désactivé", "javascript doit être activé", "activer le javascript",
		"activar javascript", "active javascript", "activa javascript", "habilite javascript", "habilitar javascript",
		"javascript está", "abilitare javascript", "abilita javascript", "attivare javascript", "attiva javascript",
		"javascript è disabilitato", "ative o javascript", "ativar o javascript", "javascript inschakelen", "schakel javascript",
		"javascript in te schakelen", "włącz javascript", "włączyć javascript", "obsługę javascript", "javascript jest",
		"aktivera javascript", "slå på javascript", "aktiver javascript", "aktivér javascript", "slå javascript til",
		"ota javascript", "javascript käyttöön", "zapněte javascript", "povolte javascript", "povoliť javascript",
		"zapnite javascript", "engedélyezze a javascript", "javascript engedély", "activați javascript", "activati javascript",
		"включете javascript", "активирайте javascript", "ενεργοποιήστε", "omogočite javascript", "omogućite javascript",
		"lubage javascript", "iespējojiet javascript", "įjunkite javascript",
	}
}

// acceptWords are what the button of a cookie banner says.
func acceptWords() []string {
	return []string{
		"accept", "agree", "allow all", "got it", "akzeptier", "zustimm", "einverstanden", "erlauben", "accepter", "j'accepte",
		"tout accepter", "aceptar", "acepto", "accetta", "accetto", "aceitar", "aceito", "accepteren", "akkoord", "toestaan",
		"akceptuj", "zgadzam", "zaakceptuj", "acceptera", "godkänn", "accepter", "godkend", "tillad", "godta", "aksepter",
		"hyväksy", "souhlasím", "přijmout", "povolit", "súhlasím", "prijať", "elfogad", "acceptă", "accept", "sunt de acord",
		"приемам", "съгласен", "αποδοχή", "συμφωνώ", "sprejmi", "sprejmem", "strinjam", "prihvati", "prihvaćam", "slažem",
		"nõustun", "piekrītu", "pieņemt", "sutinku", "priimti", "aċċetta", "glac",
	}
}

// noticeWords are subjects a notice speaks of and a cookie banner does not.
func noticeWords() []string {
	return []string{
		"controller", "verantwortliche", "responsable du traitement", "responsable del tratamiento", "titolare del trattamento",
		"responsável pelo tratamento", "verwerkingsverantwoordelijke", "administrator", "personuppgiftsansvarig", "dataansvarlig",
		"behandlingsansvarlig", "rekisterinpitäjä", "správce", "prevádzkovateľ", "adatkezelő", "operator", "администратор",
		"υπεύθυνος επεξεργασίας", "upravljavec", "voditelj obrade", "vastutav töötleja", "pārzin", "duomenų valdytojas",
		"kontrollur", "rialaitheoir",
	}
}

// isLanguageName tells of the names and codes that language menus show.
func isLanguageName(s string) bool {
	switch s {
	case "EN", "DE", "FR", "ES", "IT", "NL", "PL", "PT", "SV", "SE", "DA", "DK", "FI", "CS", "CZ", "SK", "HU", "RO", "BG",
		"EL", "GR", "SL", "SI", "HR", "ET", "EE", "LV", "LT", "MT", "GA", "NO", "NB", "IS", "UK", "RU", "TR", "CA", "AR", "ZH",
		"JA", "KO", "en", "de", "fr", "es", "it", "nl", "pl", "pt", "sv", "da", "fi", "cs", "sk", "hu", "ro", "bg", "el",
		"sl", "hr", "et", "lv", "lt", "mt", "ga", "no", "nb", "ru", "uk", "tr", "ca":
		return true
	}
	return slices.Contains(languageNames(), s)
}

func languageNames() []string {
	return []string{
		"English", "Deutsch", "Français", "Español", "Italiano", "Nederlands", "Polski", "Português", "Svenska", "Dansk",
		"Suomi", "Čeština", "Česky", "Slovenčina", "Slovensky", "Magyar", "Română", "Български", "Ελληνικά", "Slovenščina",
		"Hrvatski", "Eesti", "Latviešu", "Lietuvių", "Malti", "Gaeilge", "Norsk", "Norsk bokmål", "Íslenska", "Українська",
		"Русский", "Türkçe", "Català", "Galego", "Euskara", "Srpski", "Српски", "Bosanski", "Shqip", "Македонски",
		"العربية", "中文", "日本語", "한국어", "German", "French", "Spanish", "Italian", "Dutch", "Polish", "Portuguese",
		"Swedish", "Danish", "Finnish", "Czech", "Slovak", "Hungarian", "Romanian", "Bulgarian", "Greek", "Slovenian",
		"Croatian", "Estonian", "Latvian", "Lithuanian", "Maltese", "Irish", "Norwegian", "français", "español", "italiano",
		"polski", "português", "svenska", "dansk", "suomi", "čeština", "slovenčina", "magyar", "română", "български",
		"ελληνικά", "slovenščina", "hrvatski", "eesti", "latviešu", "lietuvių", "norsk", "English (UK)", "English (US)",
		"Português (Brasil)", "Englisch", "Französisch", "Anglais", "Allemand", "Inglés", "Inglese", "Engels", "Duits", "Frans",
	}
}
