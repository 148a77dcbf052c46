package form

// class is one class of words. The tables name them as [classNames] does.
type class uint8

const (
	// Of consents.
	wAgree class = iota
	wWish
	wDecline
	wMarketing
	wNewsletter
	wPartner
	wShare
	wBoth
	wProfiling
	wTerms
	wRequest
	wSilent
	wOfAge
	wEmail
	wSMS
	wPhone
	wPost
	wCookies
	wHarmless
	wPreferences
	wYes
	wNo
	// Of buttons.
	wAccept
	wRefuse
	wBack
	wSubmit
	wHere
	// Of information.
	wPolicy
	wResponsible
	wPurposes
	wRights
	wObject
	wEasyWithdrawal
	wHardWithdrawal
	wPartnerList
	wPartnerSectors
	wMinors
	wAdults
	wIdentity
	wIdentityNeedless
	wIdentityDemand
	wStarMeans
	// Of kinds of forms.
	wkNewsletter
	wkContest
	wkAccount
	wkRights
	wkContact
	wkLead
	wkLogin
	wkSearch
	classes
)

func classNames() []string {
	return []string{
		"agree", "wish", "decline", "marketing", "newsletter", "partner", "share", "both", "profiling", "terms", "request",
		"silent", "of_age", "email", "sms", "phone", "post", "cookies", "harmless", "preferences", "yes", "no",
		"accept", "refuse", "back", "submit", "here",
		"policy", "responsible", "purposes", "rights", "object", "withdraw_easy", "withdraw_hard", "partner_list", "partner_sectors", "minors",
		"adults", "identity", "identity_needless", "identity_demand", "star_means",
		"kind_newsletter", "kind_contest", "kind_account", "kind_rights", "kind_contact", "kind_lead", "kind_login", "kind_search",
	}
}

// fieldNames are the classes of what fields ask for, which are the values of
// [Field.Data]. Where several fit a field, the first one counts.
func fieldNames() []string {
	return []string{
		"identity_document", "national_id", "iban", "birth_date", "age", "email", "phone", "postal_code", "company", "job", "username",
		"given_name", "family_name", "name", "city", "country", "address", "gender", "password", "message", "search", "coupon", "quantity", "file",
	}
}
