package mysql

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"leadlint/scanner/dataset"
	"leadlint/scanner/dataset/database"
)

// lag is how many seconds a replica may be behind before it is told.
const lag = 60

// Warnings tells of a user who could write, a connection that nothing secures, option
// files that should be looked at, and a replica that lags.
func (s *server) Warnings(ctx context.Context) ([]database.Warning, error) {
	s.mu.Lock()
	listed := s.details != nil
	s.mu.Unlock()
	if !listed {
		if _, err := s.Catalog(ctx); err != nil {
			return nil, err
		}
	}
	out := s.ofConnection()
	err := s.with(ctx, func(c *session) error {
		for _, ask := range []func(context.Context, *session) (*database.Warning, error){s.ofRights, s.ofReplica} {
			w, err := ask(ctx, c)
			if err != nil {
				return err
			}
			if w != nil {
				out = append(out, *w)
			}
		}
		return nil
	})
	return out, err
}

// ofConnection tells of what was met on connecting.
func (s *server) ofConnection() (out []database.Warning) {
	if s.settings.unverified {
		out = append(out, database.Warning{
			EN: "nothing shows that the server is the right one, and the connection may not be encrypted; use ?ssl-mode=VERIFY_IDENTITY on a network that is not yours alone",
			FR: "rien n'atteste l'identité du serveur, et la connexion peut ne pas être chiffrée ; utilisez ?ssl-mode=VERIFY_IDENTITY sur un réseau qui n'est pas le vôtre",
		})
	}
	if s.settings.files.loose {
		out = append(out, database.Warning{
			EN: "others on this machine may read the option file that the password stands in; set its mode to 600",
			FR: "d'autres utilisateurs de cette machine peuvent lire le fichier d'options qui contient le mot de passe ; donnez-lui le mode 600",
		})
	}
	if s.settings.files.ignored {
		out = append(out, database.Warning{
			EN: "an option file that everybody may write to was passed over, as the client does; set its mode to 600",
			FR: "un fichier d'options que tous peuvent modifier a été ignoré, comme le fait le client ; donnez-lui le mode 600",
		})
	}
	return out
}

// ofRights tells of a user who could write, with the statements that make one who can't.
func (s *server) ofRights(ctx context.Context, c *session) (*database.Warning, error) {
	const rights = "'INSERT', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER', 'SUPER', 'FILE', 'GRANT OPTION', 'TRIGGER', 'EXECUTE', 'CREATE USER'"
	me := "REPLACE(CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), ''''), '''''', '''')"
	var parts []string
	for _, of := range []string{"user_privileges", "schema_privileges", "table_privileges"} {
		where := ""
		if of != "user_privileges" && s.settings.config.DBName != "" {
			where = " AND " + literal([]byte(s.settings.config.DBName)) + " LIKE table_schema"
		}
		parts = append(parts, "SELECT privilege_type FROM information_schema."+of+" WHERE grantee = "+me+" AND privilege_type IN ("+rights+")"+where)
	}
	rows, err := c.texts(ctx, strings.Join(parts, " UNION ")+" ORDER BY 1")
	if err != nil && !isServer(err) {
		return nil, fault(err)
	}
	var held []string
	for _, row := range rows {
		held = append(held, row[0])
	}
	if len(held) == 0 && !s.changeable() {
		return nil, nil
	}
	if len(held) == 0 {
		held = []string{"INSERT", "UPDATE"}
	}
	list := strings.Join(held, ", ")
	script := s.script()
	return &database.Warning{
		EN: "the user that the audit runs under may do more than read (" + list + "); nothing was written, but a user who only reads is safer, and this makes one:\n" + script,
		FR: "l'utilisateur sous lequel l'audit s'exécute peut faire plus que lire (" + list + ") ; rien n'a été écrit, mais un utilisateur en lecture seule est plus sûr, et ceci en crée un :\n" + script,
	}, nil
}

// changeable says whether the catalogue tells of a table that the user could write to.
func (s *server) changeable() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range s.details {
		if d.changeable {
			return true
		}
	}
	return false
}

// script makes a user who may read the database's tables and do nothing else.
func (s *server) script() string {
	on := "*.*"
	if name := s.settings.config.DBName; name != "" {
		// In a grant _ and % stand for any characters.
		on = (dialect{}).Quote(strings.NewReplacer(`_`, `\_`, `%`, `\%`).Replace(name)) + ".*"
	}
	return "CREATE USER leadlint@'%' IDENTIFIED BY '…';\nGRANT SELECT ON " + on + " TO leadlint@'%';"
}

// ofReplica tells of a replica that is behind its primary. A server that does not let the
// user ask says nothing.
func (s *server) ofReplica(ctx context.Context, c *session) (*database.Warning, error) {
	for _, statement := range []string{"SHOW REPLICA STATUS", "SHOW SLAVE STATUS"} {
		names, rows, err := c.named(ctx, statement)
		if err != nil && !isServer(err) {
			return nil, fault(err)
		}
		if err != nil {
			continue
		}
		for _, row := range rows {
			for _, name := range []string{"Seconds_Behind_Source", "Seconds_Behind_Master"} {
				if i := slices.Index(names, name); i >= 0 {
					return behind(row[i]), nil
				}
			}
		}
		return nil, nil
	}
	return nil, nil
}

// behind words how far a replica is behind; nothing when it is near enough.
func behind(seconds string) *database.Warning {
	if seconds == "" {
		return &database.Warning{
			EN: "the server is a replica that does not follow its primary at present; what was written since is not in the audit",
			FR: "le serveur est un réplica qui ne suit plus son serveur principal ; ce qui y a été écrit depuis ne figure pas dans l'audit",
		}
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil || n < lag {
		return nil
	}
	return &database.Warning{
		EN: fmt.Sprintf("the server is a replica that is %d s behind its primary; what was written since is not in the audit", n),
		FR: fmt.Sprintf("le serveur est un réplica en retard de %d s sur son serveur principal ; ce qui y a été écrit depuis ne figure pas dans l'audit", n),
	}
}

// references are the foreign keys of all tables, by child.
func (s *server) references() []dataset.Reference {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refs
}
