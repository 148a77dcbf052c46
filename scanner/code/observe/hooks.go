package observe

import (
	"strings"

	"leadlint/scanner/code/tree"
)

// runsOnSave says whether a function of that name runs whenever a record is saved.
func (w *walker) runsOnSave(name string) bool {
	if w.file.hooks[name] {
		return true
	}
	switch name {
	case "save", "pre_save", "preSave", "before_save", "beforeSave", "BeforeSave", "AfterSave", "before_update", "beforeUpdate", "BeforeUpdate",
		"AfterUpdate", "preUpdate", "onUpdate", "on_update", "updating", "saving", "updated", "saved", "perform_update":
		return w.at.class != nil || w.lang == LanguageGo || name != "save" && name != "updated"
	}
	return false
}

// hookName says whether a macro or call of that name takes what runs on every save.
func hookName(leaf string) bool {
	switch leaf {
	case "before_save", "after_save", "before_update", "after_update", "before_validation", "after_commit", "after_touch", "around_save",
		"around_update", "before_create_or_update", "updating", "saving", "saved", "updated", "pre", "post", "before_bulk_update", "before_upsert":
		return true
	}
	return false
}

// savingEvent says whether a text names the saving of a record.
func savingEvent(s string) bool {
	switch s {
	case "save", "update", "updateOne", "updateMany", "findOneAndUpdate", "beforeUpdate", "beforeSave", "before_update", "before_flush", "preUpdate", "afterUpdate":
		return true
	}
	return false
}

// hookDecorator says whether a decorator makes what it stands on run on every save.
func hookDecorator(n *tree.Node) bool {
	switch lastPart(n.Text) {
	case "PreUpdate", "PostUpdate", "BeforeUpdate", "AfterUpdate", "UpdateTimestamp", "validates", "BeforeSave":
		return true
	case "receiver", "listens_for", "Pre", "Post", "pre", "on":
		for _, a := range n.Kids {
			if a == nil {
				continue
			}
			s := a.Text
			if a.Kind == tree.String && savingEvent(s) || (a.Kind == tree.Name || a.Kind == tree.Member) && (s == "pre_save" || s == "post_save") {
				return true
			}
			if a.Kind == tree.List && len(a.Kids) > 0 && a.Kids[0] != nil && strings.HasSuffix(a.Kids[0].Text, "_save") {
				return true
			}
		}
	}
	return false
}

// hook marks a fact of a function that a later statement of the file makes a hook.
func (w *walker) hook(f *Fact, g *group) {
	if g.onUpdate || g.method != "" && w.file.hooks[g.method] {
		f.OnUpdate = true
	}
}
