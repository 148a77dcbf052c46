package language

import "testing"

func TestText(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"german", "Wir verarbeiten Ihre Daten nur, soweit es für die Erfüllung unseres Vertrags erforderlich ist.", "de"},
		{"maltese", "Għandek id-dritt li titlob aċċess għad-data personali tiegħek u li tikkoreġiha jekk ma tkunx preċiża.", "mt"},
		{"too short", "Head of Sales", ""},
		{"address", "https://www.example.com/privacy office@example.com +49 30 23125 000", ""},
		{"the models do not decide against two small words", "Leverandøren som driftar datasystemet vårt, har skrive under på ein eigen avtale.", ""},
		{"ukrainian", "Ціна діє до кінця місяця й охоплює як доставку, так і встановлення обладнання.", "uk"},
		{"turkish", "Verdiğiniz izni ayarlardan dilediğiniz zaman geri alabilirsiniz.", "tr"},
		{"greek", "Έχετε το δικαίωμα να ζητήσετε πρόσβαση στα δεδομένα σας.", "el"},
		{"arabic", "يحق لك طلب الوصول إلى بياناتك الشخصية وتصحيحها أو حذفها في أي وقت.", ""},
	}
	d := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := d.Text(tt.text); got != tt.want {
				t.Errorf("Text gave %q, want %q", got, tt.want)
			}
		})
	}
}
