package facts

import "strings"

// Countries lists the ISO 3166-1 alpha-2 codes (and XK, in common use for
// Kosovo) in a fixed order. The order is part of stored codes: append only.
func Countries() []string {
	return strings.Fields(`
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`)
}

// Languages lists the languages that leadlint tells apart (ISO 639-1; sr, hr
// and bs are kept apart here although their texts are hard to tell apart), at
// most 63. The order is part of stored sets: append only.
func Languages() []string {
	return strings.Fields(`
bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv
nb nn is lb ca eu gl cy rm tr ru uk sr bs mk sq ar he zh ja ko hi`)
}
