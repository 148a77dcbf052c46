package project

import "strings"

// addDeletion notes what an item says about rows that are deleted or expired by date.
func (x *Index) addDeletion(item *Item) {
	dates := x.subject["collected_at"] | x.subject["updated_at"] | x.subject["expiry"] | x.subject["retention"] | x.subject["last_contact"] | x.subject["soft_deletion"]
	switch {
	// DELETE FROM t WHERE date < ..., Model.where(date).destroy_all, objects.filter(date).delete().
	case item.Operation == "delete" && (item.Where&dates != 0 || item.Days > 0 || item.FromNow):
		x.emptied[tableKey(firstOf(item.Owner, item.Name))] = true
	// A TTL index, and a field declared to expire its document.
	case item.Operation == "index" && (item.Expires || item.Days > 0 || x.named(item, "expire")):
		x.emptied[tableKey(firstOf(item.Owner, item.Name))] = true
	case item.Kind == "declaration" && item.Expires:
		x.emptied[tableKey(item.Owner)] = true
	// Laravel's prunable() gives the rows to be deleted: static::where(date).
	case item.Function == "prunable" && item.Operation == "select" && item.Owner != "":
		x.emptied[tableKey(item.Owner)] = true
	// createIndex({...}, {expireAfterSeconds: n}): the collection stands before createIndex.
	case item.Kind == "pair" && strings.Contains(strings.ToLower(item.Name), "expireafterseconds"):
		x.emptied[tableKey(firstOf(indexed(item.Callee), item.Owner))] = true
	}
	x.addJob(item)
}

// addJob notes functions, and jobs that a call schedules, whose name says that they
// purge something; their tables are those whose names stand in it.
func (x *Index) addJob(item *Item) {
	deletes := x.role["delete"] | x.role["expire"]
	candidates := []string{}
	if item.Kind == "function" && (item.Does|item.Beside)&deletes != 0 {
		candidates = append(candidates, item.Name)
	}
	if item.Function != "" && (item.Does&deletes != 0 || item.Operation == "delete") {
		candidates = append(candidates, item.Function)
	}
	if item.Does&x.role["schedule"] != 0 {
		candidates = append(candidates, strings.Split(item.Text, "\n")...)
		candidates = append(candidates, item.Name, item.Owner)
	}
	for _, name := range candidates {
		words := nameWords(name)
		if len(words) > 0 && len(words) <= 12 && x.purges(name, words) {
			x.jobs[strings.Join(words, " ")] = true
		}
	}
}

// purges tells a name that speaks of deletion for age: purge, prune, delete_old,
// remove_expired; deleting on somebody's demand is another thing.
func (x *Index) purges(name string, words []string) bool {
	if x.lexicon.Subjects(name)&x.subject["retention"] != 0 {
		return true
	}
	deletes, old := false, false
	for _, w := range words {
		switch w {
		case "delete", "remove", "clean", "clear", "drop", "erase", "anonymize", "anonymise", "destroy", "supprimer", "loeschen":
			deletes = true
		case "old", "expired", "stale", "inactive", "outdated", "obsolete", "past", "aged", "expire", "ancien", "alte", "retention", "unused", "dormant":
			old = true
		case "purge", "prune", "cleanup", "gc", "sweep":
			return true
		}
	}
	return deletes && old
}

// prunesItself tells the marks of a model whose rows the framework deletes by date:
// Laravel's Prunable.
func prunesItself(item *Item) bool {
	switch item.Kind {
	case "import":
		return strings.HasSuffix(item.Name, "Prunable")
	case "function":
		return item.Leaf == "prunable" || item.Name == "prunable"
	}
	return item.Function == "prunable"
}

// indexed gives the collection of a callee such as db.leads.createIndex.
func indexed(callee string) string {
	at := strings.LastIndexAny(callee, ".>:")
	if at < 0 {
		return ""
	}
	return callee[:at]
}

func (x *Index) named(item *Item, word string) bool {
	return strings.Contains(strings.ToLower(item.Text), word)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
