package main

import "testing"

func TestMessagesWithoutAddresses(t *testing.T) {
	for _, tt := range []struct{ name, line, arg, want string }{
		{"a file", `cannot open "leads.csv"`, "leads.csv", `cannot open "leads.csv"`},
		{"with a password", "open postgres://u:hunter2@h/d: no such file", "postgres://u:hunter2@h/d", "open (address of a database): no such file"},
		{"with a user", "open postgres://u@h/d: no such file", "postgres://u@h/d", "open postgres://h/d: no such file"},
		{"as the value of a flag", "open mysql://u:hunter2@h/d: no", "--map=mysql://u:hunter2@h/d", "open (address of a database): no"},
		{"within a value", "from mysql://u:hunter2@h/d is none", "from=mysql://u:hunter2@h/d", "from (address of a database) is none"},
		{"quoted", `"mysql://u:hun\"ter2@h/d" is none`, `mysql://u:hun"ter2@h/d`, `"(address of a database)" is none`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := withoutAddresses(tt.line, []string{"audit", tt.arg}); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
