package postgres

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"leadlint/scanner/dataset/database"
)

// trouble is why the server could not be reached, or did not answer. It holds nothing that
// the server said but the code of the error (SQLSTATE): its messages may quote values, and
// the driver's the address.
func trouble(en, fr string) error { return &database.TextError{EN: en, FR: fr} }

// coded adds the SQLSTATE.
func coded(code, en, fr string) error {
	return trouble(en+" (SQLSTATE "+code+")", fr+" (SQLSTATE "+code+")")
}

// refused puts into words why no connection came about. at is the host and port.
func refused(err error, at string) error {
	var pg *pgconn.PgError
	var dns *net.DNSError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &pg):
		return turnedAway(pg, at)
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return trouble("the certificate of the server at "+at+" does not prove who it is; give the authority's certificate as ?sslrootcert=, and the host's name as the certificate has it",
			"le certificat du serveur "+at+" ne prouve pas son identité ; indiquez le certificat de l'autorité par ?sslrootcert= et le nom de l'hôte tel que le certificat le porte")
	case strings.Contains(err.Error(), "server refused TLS connection"):
		return trouble("the server at "+at+" does not speak TLS, which ?sslmode= asks for; have TLS switched on there, or leave sslmode out if the network may be trusted",
			"le serveur "+at+" ne propose pas TLS, que ?sslmode= exige ; faites activer TLS, ou retirez sslmode si le réseau est de confiance")
	case strings.Contains(err.Error(), "tls:"):
		return trouble("no TLS connection could be agreed on with the server at "+at+"; check ?sslmode=, the certificates and their dates",
			"aucune connexion TLS n'a pu être établie avec le serveur "+at+" ; vérifiez ?sslmode=, les certificats et leurs dates")
	case errors.As(err, &dns):
		return trouble("the host of "+at+" is not known; check its name",
			"l'hôte de "+at+" est inconnu ; vérifiez son nom")
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return trouble("the server at "+at+" did not answer in time; check host, port and firewall",
			"le serveur "+at+" n'a pas répondu à temps ; vérifiez l'hôte, le port et le pare-feu")
	}
	return trouble("no PostgreSQL server answers at "+at+"; check host and port, and whether it is running",
		"aucun serveur PostgreSQL ne répond à "+at+" ; vérifiez l'hôte et le port, et que le serveur est démarré")
}

// turnedAway puts into words why the server refused a connection.
func turnedAway(e *pgconn.PgError, at string) error {
	switch {
	case e.Code == "28P01" || e.Code == "28000":
		return coded(e.Code, "the server at "+at+" does not let this role in: the password is wrong or missing, or the server's rules (pg_hba.conf) shut it out; "+
			"the role is that of the address, else of PGUSER; the password comes from LEADLINT_DB_PASSWORD, PGPASSWORD or ~/.pgpass",
			"le serveur "+at+" refuse ce rôle : mot de passe faux ou absent, ou règles du serveur (pg_hba.conf) ; "+
				"le rôle est celui de l'adresse, sinon de PGUSER ; le mot de passe vient de LEADLINT_DB_PASSWORD, de PGPASSWORD ou de ~/.pgpass")
	case e.Code == "3D000":
		return coded(e.Code, "the server at "+at+" has no database of that name", "le serveur "+at+" n'a pas de base de ce nom")
	case e.Code == "42501":
		return coded(e.Code, "the role may not connect to this database; it needs GRANT CONNECT ON DATABASE",
			"le rôle ne peut pas se connecter à cette base ; il lui faut GRANT CONNECT ON DATABASE")
	case e.Code == "53300":
		return coded(e.Code, "the server at "+at+" has no connection left for this role; try when it has fewer",
			"le serveur "+at+" n'a plus de connexion libre pour ce rôle ; réessayez quand il en aura moins")
	case strings.HasPrefix(e.Code, "57"):
		return coded(e.Code, "the server at "+at+" is starting or stopping; try again in a moment",
			"le serveur "+at+" démarre ou s'arrête ; réessayez dans un instant")
	}
	return coded(e.Code, "the server at "+at+" refused the connection", "le serveur "+at+" a refusé la connexion")
}

// explain puts into words why a statement failed on the table of that name (empty for a
// query, or none); limit is the time that statements have, in seconds.
func explain(err error, table string, limit int) error {
	var pg *pgconn.PgError
	var known *database.TextError
	what, quoi := "the query", "la requête"
	if table != "" {
		what, quoi = fmt.Sprintf("the table %q", table), fmt.Sprintf("la table %q", table)
	}
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.As(err, &known):
		return err
	case errors.Is(err, errSplit):
		return trouble("what lies between here and the server cuts rows into pieces; connect to the server itself",
			"un intermédiaire découpe les lignes entre ce poste et le serveur ; connectez-vous au serveur lui-même")
	case !errors.As(err, &pg):
		return trouble("the connection to the server broke off while "+what+" was read; the rest of it was not read",
			"la connexion au serveur s'est interrompue pendant la lecture ; la suite n'a pas été lue : "+quoi)
	}
	if t := misasked(pg); t != nil && table == "" {
		return t
	}
	if t := said(pg.Code, what, quoi, limit); t != nil {
		return t
	}
	return coded(pg.Code, "the server failed while "+what+" was read; its own message may quote data and is in its log",
		"le serveur a échoué pendant la lecture ; son message peut citer des données et figure dans son journal : "+quoi)
}

// misasked puts into words what is wrong with a query of the user's own; nil for what
// has another cause. Where in the query it is, is a number, and may be told.
func misasked(e *pgconn.PgError) error {
	var en, fr string
	switch e.Code {
	case "42P01", "3F000":
		en, fr = "it names a table that is not there, or not in the role's search path", "elle nomme une table absente, ou hors du chemin de recherche du rôle"
	case "42703":
		en, fr = "it names a column that is not there", "elle nomme une colonne absente"
	case "42883":
		en, fr = "it uses a function or an operator that is not there for these types", "elle emploie une fonction ou un opérateur absent pour ces types"
	case "42601", "0A000", "25006", "42P10":
		en, fr = "it is not one SELECT that writes nothing", "elle n'est pas un SELECT unique qui n'écrit rien"
	default:
		if !strings.HasPrefix(e.Code, "42") || e.Code == "42501" {
			return nil
		}
		en, fr = "try it in psql", "essayez-la dans psql"
	}
	if e.Position > 0 {
		en += fmt.Sprintf(", at about character %d", e.Position)
		fr += fmt.Sprintf(", vers le caractère %d", e.Position)
	}
	return coded(e.Code, "the server does not take the query: "+en, "le serveur n'accepte pas la requête : "+fr)
}

// said puts into words the errors that have a remedy; nil for others.
func said(code, what, quoi string, limit int) error {
	switch code {
	case "42501":
		return coded(code, "the role may not read "+what+"; grant it SELECT, or leave the table out by --except",
			"le rôle ne peut pas lire "+quoi+" ; accordez-lui SELECT, ou écartez la table par --except")
	case "42P01", "3F000":
		return coded(code, what+" is no longer there, or a table that it needs: it was dropped or renamed while the audit ran; audit again",
			quoi+" (ou une table dont elle a besoin) n'existe plus : supprimée ou renommée pendant l'audit ; relancez l'audit")
	case "42703", "42804", "42883", "42809":
		return coded(code, what+" changed its shape while the audit ran, or does not fit the statement; audit again when no migration runs",
			quoi+" a changé de structure pendant l'audit, ou ne s'accorde pas avec l'instruction ; relancez l'audit hors migration")
	case "57014":
		return coded(code, fmt.Sprintf("the statement on %s was cancelled: it took longer than the %d s that it had, or someone cancelled it; give it more by --db-timeout", what, limit),
			fmt.Sprintf("instruction annulée (%s) : elle a dépassé les %d s permises, ou quelqu'un l'a annulée ; accordez davantage par --db-timeout", quoi, limit))
	case "55P03":
		return coded(code, what+" is locked by another session, probably a migration; it was not waited for: audit again later",
			quoi+" est verrouillée par une autre session, sans doute une migration ; l'audit n'attend pas : relancez-le plus tard")
	case "40001":
		return coded(code, "the replica needed to remove rows that were being read; raise max_standby_streaming_delay there, set hot_standby_feedback = on, or audit the primary: "+what,
			"le réplica a dû retirer des lignes en cours de lecture ; augmentez max_standby_streaming_delay, activez hot_standby_feedback, ou auditez le serveur principal : "+quoi)
	case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04":
		return coded(code, "the server ended the connection while "+what+" was read: it was stopped, or someone ended the session; the rest of it was not read",
			"le serveur a fermé la connexion pendant la lecture (arrêt, ou session terminée par quelqu'un) ; la suite n'a pas été lue : "+quoi)
	case "22021", "22P05":
		return coded(code, what+" holds text that is not of the encoding that the database says it has; the rest of it was not read",
			"le texte ne respecte pas l'encodage déclaré de la base ; la suite n'a pas été lue : "+quoi)
	case "53200", "54000":
		return coded(code, what+" holds a row that is too long for the server to send; the rest of it was not read",
			"une ligne est trop longue pour que le serveur l'envoie ; la suite n'a pas été lue : "+quoi)
	case "53100", "53400":
		return coded(code, "the server has no room left for temporary files that joining "+what+" needs",
			"le serveur n'a plus de place pour les fichiers temporaires nécessaires : "+quoi)
	case "XX001", "XX002", "58030":
		return coded(code, "the server met damaged data in "+what+"; the rest of it was not read",
			"le serveur a rencontré des données endommagées ; la suite n'a pas été lue : "+quoi)
	case "0A000":
		return coded(code, what+" cannot be read on this server: on a replica, it may be a table that is not logged",
			quoi+" n'est pas lisible sur ce serveur : sur un réplica, ce peut être une table non journalisée")
	case "55000":
		return coded(code, what+" has no rows to give: a materialised view must be filled first, by REFRESH MATERIALIZED VIEW",
			quoi+" n'a pas de lignes à donner : une vue matérialisée doit d'abord être remplie, par REFRESH MATERIALIZED VIEW")
	}
	return nil
}
