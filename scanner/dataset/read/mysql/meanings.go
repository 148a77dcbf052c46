package mysql

// meanings says in words what the server's error numbers mean and what to do, for those
// that a reader meets. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html
// and https://mariadb.com/kb/en/mariadb-error-codes/.
func meanings() map[uint16]phrase {
	out := map[uint16]phrase{}
	for _, m := range []struct {
		phrase
		numbers []uint16
	}{
		{phrase{"the user name or the password is wrong or missing, or the user may not log in from this machine; the password comes from LEADLINT_DB_PASSWORD, MYSQL_PWD or ~/.my.cnf",
			"nom d'utilisateur ou mot de passe faux ou absent, ou connexion interdite depuis cette machine ; le mot de passe vient de LEADLINT_DB_PASSWORD, de MYSQL_PWD ou de ~/.my.cnf"}, []uint16{1045, 1698}},
		{phrase{"there is no database of that name, or the user may not use it", "il n'y a pas de base de ce nom, ou l'utilisateur n'y a pas accès"}, []uint16{1044, 1049}},
		{phrase{"the address names no database", "l'adresse ne nomme aucune base"}, []uint16{1046}},
		{phrase{"no connection is free; try when there are fewer", "aucune connexion n'est libre ; réessayez quand il y en aura moins"}, []uint16{1040, 1203, 1226}},
		{phrase{"the server takes no connections from this machine", "le serveur n'accepte pas de connexion de cette machine"}, []uint16{1129, 1130}},
		{phrase{"the user's password has expired, or the account is locked", "le mot de passe de l'utilisateur a expiré, ou le compte est verrouillé"}, []uint16{1820, 1862, 3118, 4151}},
		{phrase{"the server asks for a way to log in that it lacks, or that is not supported here", "le serveur exige un mode d'authentification indisponible"}, []uint16{1251, 1524}},
		{phrase{"the server takes encrypted connections only; use ?ssl-mode=REQUIRED", "le serveur n'accepte que des connexions chiffrées ; utilisez ?ssl-mode=REQUIRED"}, []uint16{3159}},
		{phrase{"the user may not read it; grant SELECT on it, or leave it out with --except", "l'utilisateur ne peut pas la lire ; accordez SELECT, ou écartez-la par --except"}, []uint16{1142, 1143, 1227, 1370}},
		{phrase{"the table is no longer there: it was dropped or renamed since the tables were listed; run the audit again", "la table n'existe plus : elle a été supprimée ou renommée depuis l'établissement de la liste ; relancez l'audit"}, []uint16{1051, 1146}},
		{phrase{"a column is not there, or no longer: the table may have been altered since the tables were listed; run the audit again", "une colonne n'existe pas ou plus : la table a pu être modifiée depuis l'établissement de la liste ; relancez l'audit"}, []uint16{1054}},
		{phrase{"the view names tables or columns that are not there, or that its owner may not read", "la vue nomme des tables ou des colonnes qui n'existent pas ou que son propriétaire ne peut pas lire"}, []uint16{1356}},
		{phrase{"the table was altered while it was read; run the audit again", "la structure de la table a été modifiée pendant la lecture ; relancez l'audit"}, []uint16{1412}},
		{phrase{"the statement took longer than the time allowed; allow more with --db-timeout, or read a replica", "l'instruction a dépassé la durée permise ; augmentez-la par --db-timeout, ou lisez un réplica"}, []uint16{1969, 3024}},
		{phrase{"another session holds a lock, which was waited for in vain; run the audit again when it has ended", "une autre session détient un verrou, attendu en vain ; relancez l'audit quand elle sera terminée"}, []uint16{1205, 1213, 3572}},
		{phrase{"the statement or the connection was ended on the server (KILL); run the audit again", "l'instruction ou la connexion a été interrompue sur le serveur (KILL) ; relancez l'audit"}, []uint16{1317, 1927}},
		{phrase{"the server is being stopped; run the audit again", "le serveur est en cours d'arrêt ; relancez l'audit"}, []uint16{1053}},
		{phrase{"the table is damaged, or cannot be read from the server's disk; run CHECK TABLE on it", "la table est endommagée ou illisible sur le disque du serveur ; exécutez CHECK TABLE"}, []uint16{1030, 1034, 1035, 1194, 1195}},
		{phrase{"the server ran out of room for its temporary files", "le serveur n'a plus de place pour ses fichiers temporaires"}, []uint16{3, 1021, 1114}},
		{phrase{"a record is longer than the server's max_allowed_packet", "un enregistrement dépasse max_allowed_packet sur le serveur"}, []uint16{1153, 1301}},
		{phrase{"the server lacks a function that gathers the rows of joined tables; expected MySQL 5.7.22 or MariaDB 10.5, or later", "le serveur n'a pas la fonction qui rassemble les lignes des tables jointes ; il faut MySQL 5.7.22 ou MariaDB 10.5, ou plus récent"}, []uint16{1305}},
		{phrase{"the statement is not correct; expected one SELECT", "l'instruction est incorrecte ; il faut un SELECT unique"}, []uint16{1064, 1248}},
		{phrase{"two columns have the same name; give each its own with AS", "deux colonnes portent le même nom ; donnez à chacune le sien par AS"}, []uint16{1060}},
		{phrase{"only reading is allowed", "seule la lecture est permise"}, []uint16{1290, 1792, 1836}},
		{phrase{"the connection broke off; run the audit again", "la connexion a été rompue ; relancez l'audit"}, []uint16{1158, 1159, 1160, 1161, 4031}},
	} {
		for _, n := range m.numbers {
			out[n] = m.phrase
		}
	}
	return out
}
