package rows

import (
	"leadlint/scanner/dataset/read/damage"
	"leadlint/scanner/finding"
)

// skip passes over a row and tells why.
func (s *scan) skip(why finding.Text) {
	s.stats.Skipped++
	s.log.Add(damage.Lost, s.line, 0, why)
}

func tooLong() finding.Text {
	return damage.Text("skipped: the record is longer than 64 MiB", "ignoré : l'enregistrement dépasse 64 Mio")
}

func notCells() finding.Text {
	return damage.Text("skipped: Spark could not make the cells of the record out of its text (too few or too many of them); audit the file without Spark, which repairs such records, or convert it to Parquet",
		"ignoré : Spark n'a pas pu tirer les cellules de l'enregistrement de son texte (trop ou trop peu de cellules) ; auditez le fichier sans Spark, ce qui répare de tels enregistrements, ou convertissez-le en Parquet")
}

// tellUnreadable tells of values that have no text, as the reader of Parquet does.
func (s *scan) tellUnreadable() {
	for i, n := range s.unreadable {
		if n > 0 {
			name := damage.Names([]string{s.columns[i].Name})
			s.log.AddN(damage.Warning, 0, 0, n, damage.Text(
				"cells that hold binary data or no number were not read: column "+name,
				"des cellules au contenu binaire ou sans nombre n'ont pas été lues : colonne "+name))
		}
	}
}
