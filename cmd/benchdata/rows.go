package main

import (
	"math/rand/v2"
	"strconv"
)

const header = "record_id,full_name,email_work,phone_mobile,linkedin_url,country,language,employer,job_title," +
	"source_type,source,source_url,visibility,collected_at,updated_at,expires_at,notified_at,notice_language," +
	"last_inbound_at,lawful_basis,consent_email,consent_at,opt_out_email,marketing_active,notes\n"

const (
	collectedDays = 3200 // collected between firstDay and October 2026
	threeYears    = 1096
	fiveYears     = 1826
)

// maker makes the rows of one chunk.
type maker struct {
	*tables
	rng *rand.PCG
	buf []byte
}

// person is what the cells of one row have in common.
type person struct {
	first, last, firm int
	country           country
	social            bool
	collected         int // days since firstDay
	updated           int
}

// chunk appends n rows, of which the first has the number from; n may be
// negative and then nothing is appended.
func (t *tables) chunk(buf []byte, seed uint64, from, n int64) []byte {
	m := maker{tables: t, rng: rand.NewPCG(seed, uint64(from)), buf: buf}
	for i := range max(n, 0) {
		m.row(from + i)
	}
	return m.buf
}

// pick gives a number below n. The bias of the remainder does not matter here.
func (m *maker) pick(n int) int { return int(m.rng.Uint64() >> 33 % uint64(n)) }

// chance is true in percent of 100 cases.
func (m *maker) chance(percent int) bool { return m.pick(100) < percent }

// after gives a day at most within days after day, and not after the last one.
func (m *maker) after(day, within int) int { return day + m.pick(min(within, collectedDays-day)+1) }

func (m *maker) text(s string) { m.buf = append(m.buf, s...) }

// cell ends a cell without quotes.
func (m *maker) cell(s string) { m.buf = append(append(m.buf, s...), ',') }

func (m *maker) row(number int64) {
	p := person{
		first: m.pick(len(m.first)), last: m.pick(len(m.last)), firm: m.pick(len(m.firms)),
		country: m.countries[m.pick(len(m.countries))], collected: m.pick(collectedDays),
	}
	p.updated = m.after(p.collected, 1200)
	m.buf = append(m.buf, 'P')
	m.buf = strconv.AppendInt(m.buf, 10_000_000+number, 10)
	m.cell("")
	m.identity(&p, number)
	m.origin(&p, number)
	m.dates(&p)
	m.governance(&p)
	m.note()
}

func (m *maker) identity(p *person, number int64) {
	if m.chance(30) {
		m.text(`"`)
		m.text(m.last[p.last])
		m.text(`, `)
		m.text(m.first[p.first])
		m.cell(`"`)
	} else {
		m.text(m.first[p.first])
		m.text(" ")
		m.cell(m.last[p.last])
	}
	m.email(p)
	m.phone(p)
	m.text("https://www.linkedin.com/in/")
	m.slug(p, number)
	m.cell("")
	m.cell(p.country.code)
	m.cell(p.country.lang)
	if m.chance(5) {
		m.text(`"`)
		m.text(m.firms[p.firm])
		m.cell(`, Ltd."`)
	} else {
		m.cell(m.firms[p.firm])
	}
	m.cell(m.titles[m.pick(len(m.titles))])
}

func (m *maker) email(p *person) {
	switch n := m.pick(100); {
	case n < 6:
	case n < 9:
		m.text("contact@")
		m.text(m.domain[p.firm])
	case n < 10:
		m.text("not-an-address")
	case n < 14:
		m.text(m.lastSlug[p.last])
		m.buf = strconv.AppendInt(m.buf, int64(m.pick(90)+10), 10)
		m.text("@example.net")
	default:
		m.text(m.firstSlug[p.first])
		m.text(".")
		m.text(m.lastSlug[p.last])
		m.buf = strconv.AppendInt(m.buf, int64(m.pick(1000)), 10)
		m.text("@")
		m.text(m.domain[p.firm])
	}
	m.cell("")
}

// phone writes numbers with the subscriber part 555 01…, which no plan assigns
// for mobiles; 3 in 100 have another country's prefix.
func (m *maker) phone(p *person) {
	if m.chance(25) {
		m.cell("")
		return
	}
	prefix := p.country.prefix
	if m.chance(3) {
		prefix = m.countries[m.pick(len(m.countries))].prefix
	}
	m.text("+")
	m.text(prefix)
	m.text(" 555 01")
	m.buf = strconv.AppendInt(m.buf, int64(10_000+m.pick(90_000)), 10)
	m.cell("")
}

func (m *maker) slug(p *person, number int64) {
	m.text(m.firstSlug[p.first])
	m.text("-")
	m.text(m.lastSlug[p.last])
	m.text("-")
	m.buf = strconv.AppendInt(m.buf, 1<<33+number, 36)
}

func (m *maker) origin(p *person, number int64) {
	n := m.pick(100)
	switch {
	case n < 48:
		p.social = true
		m.text("social_platform,")
		m.cell([]string{"LinkedIn profile", "publicly accessible sources", "LinkedIn", ""}[m.pick(4)])
		if m.chance(40) {
			m.text("https://www.linkedin.com/in/")
			m.slug(p, number)
		}
	case n < 68:
		m.text("website,Company website,https://")
		m.text(m.domain[p.firm])
		m.text("/team")
	case n < 78:
		m.text("public_register,Trade register,")
	case n < 90:
		m.text("direct_form,Contact form of the site,")
	case n < 95:
		m.text("event,Trade fair Lyon,")
	case n < 97:
		p.social = true
		m.text("connections_export,LinkedIn connections,")
	default:
		m.text(",,")
	}
	m.cell("")
	m.visibility(p)
}

func (m *maker) visibility(p *person) {
	if !p.social {
		m.cell("")
		return
	}
	switch n := m.pick(100); {
	case n < 55:
		m.cell("everyone")
	case n < 70:
		m.cell("first_and_second")
	case n < 82:
		m.cell("first_degree")
	case n < 84:
		m.cell("only_me")
	default:
		m.cell("")
	}
}

func (m *maker) dates(p *person) {
	m.date(p.collected)
	m.date(p.updated)
	switch n := m.pick(10); {
	case n < 5:
		m.date(p.updated + fiveYears)
	case n < 8:
		m.date(p.collected + threeYears)
	default:
		m.cell("")
	}
	if m.chance(60) {
		m.date(p.collected + m.pick(80))
		switch n := m.pick(100); {
		case n < 46:
			m.cell(p.country.lang)
		case n < 92:
			m.cell("en")
		default:
			m.cell("")
		}
	} else {
		m.text(",,")
	}
	if m.chance(35) {
		m.date(m.after(p.collected, 2000))
	} else {
		m.cell("")
	}
}

// date writes 94 of 100 dates as ISO 8601, the others in the ways that people
// and systems add.
func (m *maker) date(day int) {
	switch n := m.pick(100); {
	case n < 94:
		m.text(m.iso[day])
	case n < 97:
		m.text(m.dmy[day])
	case n < 99:
		m.text(m.iso[day])
		m.text("T09:30:00Z")
	default:
		m.text("n/a")
	}
	m.cell("")
}

func (m *maker) governance(p *person) {
	consented := false
	switch n := m.pick(100); {
	case n < 68:
		m.cell("legitimate_interest")
	case n < 84:
		consented = true
		m.cell("consent")
	case n < 87:
		m.cell("contract")
	case n < 89:
		m.cell("none")
	default:
		m.cell("")
	}
	switch {
	case consented && m.chance(85):
		m.cell("given")
		if m.chance(75) {
			m.date(p.collected)
		} else {
			m.cell("")
		}
	case m.chance(4):
		m.text("refused,,")
	case m.chance(2):
		m.text("withdrawn,,")
	default:
		m.text(",,")
	}
	if m.chance(4) {
		m.cell("true")
	} else {
		m.cell("false")
	}
	if m.chance(70) {
		m.cell("true")
	} else {
		m.cell("false")
	}
}

func (m *maker) note() {
	switch n := m.pick(100); {
	case n < 78:
	case n < 99:
		m.quoted(m.notes[m.pick(len(m.notes))])
	default:
		m.quoted(m.weighty[m.pick(len(m.weighty))])
	}
	m.text("\n")
}

func (m *maker) quoted(s string) {
	m.text(`"`)
	for i := range len(s) {
		if s[i] == '"' {
			m.text(`"`)
		}
		m.buf = append(m.buf, s[i])
	}
	m.text(`"`)
}
