package delimited

import (
	"fmt"

	"leadlint/scanner/finding"
)

// remark is a kind of damage or oddity met in the records.
type remark int

const (
	short     remark = iota // fewer cells than columns
	long                    // more cells than columns
	stray                   // quotes within quoted cells that are not doubled
	unclosed                // quoted cells that are never closed
	invalid                 // cells with bytes that are not UTF-8
	repeated                // the header again
	valueless               // no value in any cell
	tooLong                 // beyond recordMax
	cutOff                  // the input broke off in it
	remarks
)

// spot is how often a remark was made, and the first line.
type spot struct {
	count, line int64
}

// tally is the remarks made by one goroutine. Tallies merge in any order.
type tally [remarks]spot

// add makes a remark n times, first on the line.
func (t *tally) add(r remark, line, n int64) {
	s := &t[r]
	if s.count == 0 || line < s.line {
		s.line = line
	}
	s.count += n
}

// merge adds the remarks of another goroutine.
func (t *tally) merge(o *tally) {
	for r, s := range o {
		if s.count > 0 {
			t.add(remark(r), s.line, s.count)
		}
	}
}

// skipped is the number of records that were not handed on.
func (t *tally) skipped() int64 {
	return t[repeated].count + t[valueless].count + t[tooLong].count + t[cutOff].count
}

// issues words the remarks that were made.
func (t *tally) issues() []finding.Issue {
	var out []finding.Issue
	for r, s := range t {
		if s.count > 0 {
			w := wording(remark(r), s.count)
			out = append(out, finding.Issue{Severity: w.severity, Line: s.line, Count: s.count, Message: w.text})
		}
	}
	return out
}

type worded struct {
	severity string
	text     finding.Text
}

// wording says what a remark made n times means and what to do about it.
func wording(r remark, n int64) worded {
	warning := func(en, fr string) worded { return worded{"warning", finding.Text{EN: en, FR: fr}} }
	note := func(en, fr string) worded { return worded{"note", finding.Text{EN: en, FR: fr}} }
	switch r {
	case short:
		return warning(
			number(n, "record has", "records have")+" fewer cells than the header has columns; the missing cells were read as unknown, none was shifted; check the export",
			number(n, "ligne a", "lignes ont")+" moins de cellules que l'en-tête n'a de colonnes ; les cellules manquantes sont lues comme inconnues, aucune n'est décalée ; vérifiez l'export")
	case long:
		return warning(
			number(n, "record has", "records have")+" more cells than the header has columns; the cells beyond were not read; a delimiter within a cell may lack its quotes",
			number(n, "ligne a", "lignes ont")+" plus de cellules que l'en-tête n'a de colonnes ; les cellules en trop ne sont pas lues ; un séparateur figure peut-être dans une cellule sans guillemets")
	case stray:
		return warning(
			number(n, "quote stands", "quotes stand")+" within a quoted cell without being doubled; expected \"\"; kept as written",
			number(n, "guillemet non doublé figure", "guillemets non doublés figurent")+" dans une cellule entre guillemets, où \"\" était attendu ; texte conservé tel quel")
	case unclosed:
		return warning(
			number(n, "record opens", "records open")+" a quoted cell that is never closed; the quote was kept as written and the cell ends at its delimiter",
			number(n, "ligne ouvre", "lignes ouvrent")+" des guillemets qui ne sont jamais fermés ; le guillemet est conservé et la cellule s'arrête à son séparateur")
	case invalid:
		return warning(
			number(n, "cell holds", "cells hold")+" bytes that are not UTF-8, read as U+FFFD; export the file as UTF-8",
			number(n, "cellule contient", "cellules contiennent")+" des octets qui ne sont pas de l'UTF-8, lus comme U+FFFD ; exportez le fichier en UTF-8")
	case repeated:
		return note(
			"the header stands again "+number(n, "time", "times")+" among the records; skipped",
			"l'en-tête figure encore "+number(n, "fois", "fois")+" parmi les lignes ; il n'y est pas lu")
	case valueless:
		return note(
			number(n, "record has", "records have")+" no value in any cell; skipped",
			number(n, "ligne ignorée", "lignes ignorées")+" : aucune cellule n'y a de valeur")
	case cutOff:
		return worded{"lost", finding.Text{
			EN: "the input breaks off within this record; it and what follows were not read; get the file again",
			FR: "le fichier s'interrompt dans cet enregistrement ; ni lui ni la suite n'ont été lus ; procurez-vous de nouveau le fichier",
		}}
	default:
		return worded{"lost", finding.Text{
			EN: fmt.Sprintf("%s longer than %d MiB; skipped; a quote may be missing", number(n, "record is", "records are"), recordMax>>20),
			FR: fmt.Sprintf("%s plus de %d Mio ; il manque peut-être un guillemet", number(n, "enregistrement ignoré, car il fait", "enregistrements ignorés, car ils font"), recordMax>>20),
		}}
	}
}

// number gives "1 one" or "n many".
func number(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
