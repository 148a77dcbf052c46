package partial

import (
	"fmt"
	"strconv"
	"strings"

	"leadlint/scanner/finding"
)

// numbers words ascending numbers, such as "3, 5, 7-9".
func numbers(list []int) string {
	var out []string
	for i := 0; i < len(list); {
		k := i
		for k+1 < len(list) && list[k+1] == list[k]+1 {
			k++
		}
		if len(out) == mostWorded {
			return strings.Join(append(out, "…"), ", ")
		}
		if k < i+2 {
			k = i
			out = append(out, strconv.Itoa(list[i]))
		} else {
			out = append(out, fmt.Sprintf("%d-%d", list[i], list[k]))
		}
		i = k + 1
	}
	return strings.Join(out, ", ")
}

// mostWorded is the number of numbers and spans of numbers that are worded.
const mostWorded = 20

func missingShards(list []int, of int) finding.Issue {
	input := fmt.Sprintf("--shard %s/%d", numbers(list), of)
	if len(list) == 1 {
		return lost(input, "", 1, fmt.Sprintf("shard %d of %d is missing: what it was to read was not read; make it and merge again", list[0], of),
			fmt.Sprintf("il manque la tranche %d sur %d : ce qu'elle devait lire n'a pas été lu ; produisez-la et relancez la fusion", list[0], of))
	}
	return lost(input, "", int64(len(list)), fmt.Sprintf("shards %s of %d are missing: what they were to read was not read; make them and merge again", numbers(list), of),
		fmt.Sprintf("il manque les tranches %s sur %d : ce qu'elles devaient lire n'a pas été lu ; produisez-les et relancez la fusion", numbers(list), of))
}

// countedOnce tells of partials that hold the same.
func countedOnce(names []string) finding.Issue {
	return finding.Issue{Severity: "warning", Input: names[0], Count: int64(len(names)), Message: finding.Text{
		EN: fmt.Sprintf("was handed over %d times, also as %s: it was counted once", len(names), strings.Join(names[1:], ", ")),
		FR: fmt.Sprintf("a été remis %d fois, aussi sous le nom de %s : il n'a été compté qu'une fois", len(names), strings.Join(names[1:], ", ")),
	}}
}

func changedInput(input string) finding.Issue {
	return lost(input, "", 1, "was changed while its parts were read: their SHA-256 differ; make all parts again from one state of it",
		"a été modifié pendant que ses parties étaient lues : leurs empreintes SHA-256 diffèrent ; produisez à nouveau toutes les parties à partir d'un même état")
}

func writtenMeanwhile(input string) finding.Issue {
	return finding.Issue{Severity: "warning", Input: input, Count: 1, Message: finding.Text{
		EN: "was written to between the readings of its parts: records that were changed meanwhile may have been missed or counted twice; make all parts of a copy that stands still to be sure",
		FR: "a reçu des écritures entre les lectures de ses parties : des enregistrements modifiés entre-temps ont pu être omis ou comptés deux fois ; pour être sûr, produisez toutes les parties à partir d'une copie figée",
	}}
}

func cutDifferently(input string) finding.Issue {
	return lost(input, "", 1, "was not cut into the same parts everywhere, so that records may have been left out or counted twice; make all parts again from one state of it",
		"n'a pas été découpé partout de la même façon : des enregistrements ont pu être omis ou comptés deux fois ; produisez à nouveau toutes les parties à partir d'un même état")
}

// readAgain tells of parts of an input that were read several times; of 0, of the whole.
func readAgain(input string, parts []int, of int) finding.Issue {
	if of == 0 {
		return lost(input, "", 1, "was read as a whole by several parts of the audit: its records were counted several times; deal the inputs out by --shard",
			"a été lu en entier par plusieurs parties de l'audit : ses enregistrements ont été comptés plusieurs fois ; répartissez les fichiers par --shard")
	}
	return lost(input, "", int64(len(parts)), fmt.Sprintf("its parts %s of %d were read several times: their records were counted several times", numbers(parts), of),
		fmt.Sprintf("ses parties %s sur %d ont été lues plusieurs fois : leurs enregistrements ont été comptés plusieurs fois", numbers(parts), of))
}

func notRead(input string, parts []int, of int) finding.Issue {
	return lost(input, "", int64(len(parts)), fmt.Sprintf("of its %d parts, these were not read: %s", of, numbers(parts)),
		fmt.Sprintf("de ses %d parties, celles-ci n'ont pas été lues : %s", of, numbers(parts)))
}

func otherShape(dataset, table string, rows int64) finding.Issue {
	return lost(dataset, table, max(rows, 1), fmt.Sprintf("its columns were not understood in the same way everywhere: the %d records read in another way than most are left out; settle its columns in a mapping file (leadlint map --out)", rows),
		fmt.Sprintf("ses colonnes n'ont pas été comprises partout de la même façon : les %d enregistrements lus autrement que la plupart sont écartés ; fixez ses colonnes dans un fichier de correspondance (leadlint map --out)", rows))
}

func changedTable(dataset, table string) finding.Issue {
	return lost(dataset, table, 1, "what had to be passed over or repaired in it differs from part to part: it was changed meanwhile; make all parts again from one state of it",
		"ce qui a dû y être écarté ou réparé diffère d'une partie à l'autre : elle a été modifiée entre-temps ; produisez à nouveau toutes les parties à partir d'un même état")
}

func missingTable(dataset, table string, without []place) finding.Issue {
	var en, fr []string
	for _, at := range without {
		if len(en) == mostWorded {
			en, fr = append(en, "…"), append(fr, "…")
			break
		}
		en = append(en, at.String())
		if at.shard == (Shard{}) {
			fr = append(fr, fmt.Sprintf("la partition « %s »", at.partition))
		} else {
			fr = append(fr, fmt.Sprintf("la tranche %d sur %d", at.shard.Index, at.shard.Of))
		}
	}
	return lost(dataset, table, int64(len(without)), "was not read by "+strings.Join(en, ", ")+", where it was not found or could not be read",
		"n'a pas été lue par "+strings.Join(fr, ", ")+", où elle n'a pas été trouvée ou n'a pas pu être lue")
}
