package fetch

import "leadlint/scanner/finding"

// Kind is the kind of a problem.
type Kind string

// The kinds of problems.
const (
	// KindNotAURL: the address cannot be read, or carries a name and password.
	KindNotAURL Kind = "not_a_url"
	// KindScheme: neither http nor https.
	KindScheme Kind = "scheme"
	// KindPort: another port than 80 and 443 that was not allowed.
	KindPort Kind = "port"
	// KindPrivateAddress: the host's address is not a public one.
	KindPrivateAddress Kind = "private_address"
	// KindDNS: the host's name has no address.
	KindDNS Kind = "dns"
	// KindTLS: no secure connection, or a certificate that does not hold.
	KindTLS Kind = "tls"
	// KindTimeout: the site took too long.
	KindTimeout Kind = "timeout"
	// KindRefused: the connection was refused.
	KindRefused Kind = "refused"
	// KindTooLarge: the headers of the answer are too long.
	KindTooLarge Kind = "too_large"
	// KindBudget: the run's pages, bytes or time are used up.
	KindBudget Kind = "budget"
	// KindRedirects: too many redirects, a loop, or one that leads nowhere.
	KindRedirects Kind = "redirects"
	// KindRobots: robots.txt forbids the page or could not be had.
	KindRobots Kind = "robots"
	// KindContentType: the answer is no text; its body was not read.
	KindContentType Kind = "content_type"
	// KindEncoding: the body is packed in a way that cannot be unpacked.
	KindEncoding Kind = "encoding"
	// KindCharset: the body's charset is not known.
	KindCharset Kind = "charset"
	// KindWait: the host asked to be left alone for longer than may be waited.
	KindWait Kind = "wait"
	// KindCanceled: the caller gave up.
	KindCanceled Kind = "canceled"
	// KindNetwork: the connection broke or the answer is not HTTP.
	KindNetwork Kind = "network"
)

// Problem tells why a page was not read as a whole.
type Problem struct {
	Kind Kind
	// Message says it in words, without the address, which may hold personal
	// data.
	Message finding.Text
}

// problem gives the problem of a kind with its message.
func problem(kind Kind) *Problem {
	return &Problem{Kind: kind, Message: message(kind)}
}

// keptOut gives the problem of a page that robots.txt keeps us from.
func keptOut(state RobotsState) *Problem {
	p := problem(KindRobots)
	if state == RobotsUnreachable {
		p.Message = finding.Text{
			EN: "the site's robots.txt could not be had, which counts as being asked to stay away",
			FR: "le robots.txt du site n'a pu être obtenu, ce qui vaut demande de ne pas visiter",
		}
	}
	return p
}

// ours tells whether it was not the site but the run that ended the visit.
func (p *Problem) ours() bool {
	return p.Kind == KindBudget || p.Kind == KindCanceled || p.Kind == KindWait
}

// message gives the words for a kind.
func message(kind Kind) finding.Text {
	en, fr := "the connection broke", "la connexion a été rompue"
	switch kind {
	case KindNotAURL:
		en, fr = "this is no address of a page that can be visited: expected http(s)://host/path without name and password",
			"ce n'est pas l'adresse d'une page qui peut être visitée : attendu http(s)://hôte/chemin sans nom ni mot de passe"
	case KindScheme:
		en, fr = "only http and https addresses are visited", "seules les adresses http et https sont visitées"
	case KindPort:
		en, fr = "only ports 80 and 443 are visited unless the audit file allows the host and port",
			"seuls les ports 80 et 443 sont visités, sauf si le fichier d'audit autorise l'hôte et le port"
	case KindPrivateAddress:
		en, fr = "the host's address is not a public one, so it was not visited",
			"l'adresse de l'hôte n'est pas publique : il n'a pas été visité"
	case KindDNS:
		en, fr = "the host's name does not resolve", "le nom de l'hôte n'est pas résolu"
	case KindTLS:
		en, fr = "no secure connection could be made, or the certificate does not hold",
			"la connexion sécurisée a échoué ou le certificat n'est pas valable"
	case KindTimeout:
		en, fr = "the site took too long to answer", "le site a mis trop de temps à répondre"
	case KindRefused:
		en, fr = "the connection was refused", "la connexion a été refusée"
	case KindTooLarge:
		en, fr = "the answer's headers are too long", "les en-têtes de la réponse sont trop longs"
	case KindBudget:
		en, fr = "the run's budget of pages, bytes or time is used up; the audit file can raise it (visits: pages, megabytes, minutes)",
			"le budget de pages, d'octets ou de temps de l'audit est épuisé ; le fichier d'audit peut l'augmenter (visits : pages, megabytes, minutes)"
	case KindRedirects:
		en, fr = "the redirects are too many, go in a circle or lead nowhere",
			"les redirections sont trop nombreuses, tournent en rond ou ne mènent nulle part"
	case KindRobots:
		en, fr = "the site's robots.txt asks us to stay away from the page",
			"le robots.txt du site nous demande de ne pas visiter la page"
	case KindContentType:
		en, fr = "the answer is not a text, so it was not read", "la réponse n'est pas un texte : elle n'a pas été lue"
	case KindEncoding:
		en, fr = "the body is packed in a way that cannot be unpacked", "le corps est compressé d'une manière illisible"
	case KindCharset:
		en, fr = "the page's charset is not known", "le jeu de caractères de la page est inconnu"
	case KindWait:
		en, fr = "the site asked to come back later than the audit can wait",
			"le site demande de revenir plus tard que l'audit ne peut attendre"
	case KindCanceled:
		en, fr = "the visit was given up", "la visite a été abandonnée"
	}
	return finding.Text{EN: en, FR: fr}
}
