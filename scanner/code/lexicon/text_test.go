package lexicon_test

import (
	"testing"

	"leadlint/rules/facts"
	"leadlint/scanner/code/lexicon"
)

func TestText(t *testing.T) {
	l := lexicon.New()
	for text, want := range map[string]string{
		"Yes, send me offers":                                   "consent,marketing",
		"J'accepte de recevoir la newsletter":                   "consent,marketing",
		"Ich möchte Angebote erhalten":                          "consent,marketing",
		"Quiero recibir ofertas y novedades":                    "consent,marketing",
		"Voglio ricevere offerte":                               "consent,marketing",
		"Ik wil de nieuwsbrief ontvangen":                       "consent,marketing",
		"I accept the terms":                                    "terms",
		"I agree to the Terms and Conditions":                   "terms",
		"J'ai lu et j'accepte les conditions générales":         "terms",
		"Ich akzeptiere die AGB":                                "terms",
		"Acepto la política de privacidad":                      "terms",
		"I accept the terms and want to receive the newsletter": "consent,marketing,terms",
		"I do not want to receive offers":                       "opt_out",
		"Je ne souhaite pas recevoir d'offres":                  "opt_out",
		"Ich möchte keine Werbung erhalten":                     "opt_out",
		"Unsubscribe":                                           "opt_out",
		"Remember me":                                           "",
		"Keep me logged in":                                     "",
		"Angemeldet bleiben":                                    "",
		"Receive offers by SMS":                                 "consent,marketing,channel_sms",
		"I agree that my data may be shared with partners":      "consent,third_party",
		"Ich willige in die Verarbeitung meiner Daten ein":      "consent",
		"I am over 18":                                          "personal,age",
		"E-mail address":                                        "personal,contact_point,email",
		"Votre prénom":                                          "personal,person_name",
		"Telefonnummer":                                         "personal,contact_point,phone",
		"Date of birth":                                         "personal,birth_date",
		"Password":                                              "secret,password",
		"Select all":                                            "",
		"Send me order updates":                                 "service_message",
		"li_at":                                                 "secret,session,cookie",
		"doubleOptin":                                           "confirmation",
		"Color":                                                 "",
		"":                                                      "",
	} {
		t.Run(text, func(t *testing.T) {
			if got := names(facts.CodeSubjects(), l.Text(text)); got != want {
				t.Errorf("Text(%q): got %q, want %q", text, got, want)
			}
		})
	}
}
