package settings_test

import (
	"strings"
	"testing"

	"leadlint/scanner/code/lower/settings"
	"leadlint/scanner/code/tree"
)

const prismaSchema = `datasource db {
  provider = "postgresql" // engine
}

/// People on the list.
model Reader {
  id        Int      @id @default(autoincrement())
  email     String   @unique
  home      String?  @default("https://lanthier.example/") // home page
  news      Boolean  @default(true)
  updatedAt DateTime @updatedAt
  letters   Letter[]

  @@map("readers")
}

enum Kind {
  A
}

model Letter {
  id     Int    @id
  reader Reader @relation(fields: [readerId], references: [id])
}
`

func TestPrisma(t *testing.T) {
	f, err := settings.Lower("prisma/schema.prisma", []byte(prismaSchema))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range f.Root.Kids {
		if c.Kind != tree.Class {
			t.Fatalf("got a node of kind %v, want classes alone", c.Kind)
		}
		var columns []string
		for _, k := range c.Kids {
			if k.Kind == tree.Field {
				columns = append(columns, k.Text+" "+k.Type)
			}
		}
		got = append(got, c.Text+": "+strings.Join(columns, ", "))
	}
	want := "Reader: id int, email string, home string, news boolean, updatedAt datetime|Letter: id int"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
	if f.Errors != 0 || len(f.Comments) != 3 {
		t.Errorf("got %d errors and %d comments, want 0 and 3", f.Errors, len(f.Comments))
	}
	name := f.Root.Kids[0].Kids[0].Kids[0].Text
	if name != "readers" {
		t.Errorf("got stored name %q, want readers", name)
	}
}
