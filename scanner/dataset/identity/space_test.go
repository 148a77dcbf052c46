package identity_test

import (
	"testing"

	"leadlint/scanner/dataset/identity"
)

func TestSpace(t *testing.T) {
	for header, want := range map[string]string{
		"HubSpot Contact ID": "hubspot", "hubspot_id": "hubspot", "hubspotId": "hubspot", "SuiteCRM ID": "suitecrm", "customer_id": "customer", "CustomerID": "customer", "customerid": "customer", "user_id": "user",
		"N° client": "client", "Numéro client": "client", "Kundennummer": "", "Kunden-Nr.": "kunden", "Identifiant CRM": "crm", "CRM record id": "crm",
		"Shopify Customer ID": "shopify customer", "linkedin_id": "linkedin",
		"id": "", "Contact ID": "", "Record Id": "", "lead_id": "", "uuid": "", "external id": "",
		"HubSpot Company ID": "", "customer order id": "", "order_id": "", "campaign id": "", "Account ID": "", "user": "", "customer": "", "Owner user id": "", "": "",
	} {
		if got := identity.Space(header); got != want {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
}
