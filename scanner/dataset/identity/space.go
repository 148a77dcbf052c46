package identity

import (
	"strings"

	"leadlint/scanner/dataset/values"
)

// Space gives the system whose identifiers of persons a column holds, by its
// header: "hubspot" of "HubSpot Contact ID", "customer" of "customer_id". It is
// empty when the header names no system ("id", "Contact ID"), when the column is
// about something other than persons ("HubSpot Company ID", "order id"), and
// when it names none of the systems known: the numbers of two unnamed systems
// may be equal by chance.
func Space(header string) string {
	var out []string
	id, system := false, false
	list := strings.Fields(values.Fold(header))
	for i := 0; i < len(list); i++ {
		w := list[i]
		if i+1 < len(list) && systems[w+list[i+1]] { // "HubSpot" is folded to two words
			w += list[i+1]
			i++
		}
		switch {
		case idWords[w]:
			id = true
		case plainWords[w]:
		case systems[w]:
			system = true
			out = append(out, w)
		case strings.HasSuffix(w, "id") && systems[w[:len(w)-2]]:
			id, system = true, true
			out = append(out, w[:len(w)-2])
		default:
			return "" // of a company, an order, a campaign, or not known
		}
	}
	if !id || !system {
		return ""
	}
	return strings.Join(out, " ")
}

// idWords say that a column holds identifiers; plainWords add nothing to what
// it is about; systems are those that give persons numbers of their own.
var (
	idWords    = words("id", "ids", "n", "identifier", "identifiant", "uid", "uuid", "guid", "key", "number", "no", "nr", "num", "numero", "ref", "reference", "kennung", "nummer", "codigo", "code")
	plainWords = words("contact", "contacts", "record", "person", "personne", "lead", "prospect", "profile", "unique", "internal", "interne", "kontakt", "contacto", "contatto", "de", "du", "di", "of", "the", "v2", "c")
	systems    = words("customer", "client", "cliente", "kunde", "kunden", "user", "utilisateur", "usuario", "utente", "nutzer", "benutzer", "member", "membre", "mitglied",
		"subscriber", "abonne", "abonnent", "subscription", "patient", "donor", "donateur", "adherent",
		"crm", "erp", "cdp", "hubspot", "salesforce", "sfdc", "zoho", "pipedrive", "dynamics", "dynamics365", "suitecrm", "sugarcrm", "odoo", "netsuite", "sap",
		"mailchimp", "klaviyo", "shopify", "prestashop", "magento", "woocommerce", "stripe", "marketo", "pardot", "eloqua", "brevo", "sendinblue", "activecampaign",
		"intercom", "zendesk", "segment", "freshsales", "close", "copper", "outreach", "salesloft", "lemlist", "braze", "iterable", "mailjet", "sendgrid",
		"apollo", "zoominfo", "cognism", "clearbit", "pdl", "rocketreach", "lusha", "kaspr", "dropcontact", "linkedin", "onetrust", "didomi", "axeptio")
)
