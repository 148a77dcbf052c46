package mysql

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"

	driver "github.com/go-sql-driver/mysql"

	"leadlint/scanner/dataset/database"
)

// isServer says whether an error is an answer of the server, after which the connection
// can go on being used.
func isServer(err error) bool { return number(err) != 0 }

// number is the server's number of an error, 0 for one that is not the server's.
func number(err error) uint16 {
	var e *driver.MySQLError
	if errors.As(err, &e) {
		return e.Number
	}
	return 0
}

// phrase is a text in both languages.
type phrase struct{ en, fr string }

// err makes an error of it.
func (p phrase) err() error { return &database.TextError{EN: p.en, FR: p.fr} }

// numbered adds the server's number of an error.
func (p phrase) numbered(n uint16) phrase {
	return phrase{fmt.Sprintf("%s (error %d)", p.en, n), fmt.Sprintf("%s (erreur %d)", p.fr, n)}
}

// fault words an error that is not yet in words. The server's own message is never
// repeated, since it may quote values of rows; its number is.
func fault(err error) error {
	var told *database.TextError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &told), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	if n := number(err); n != 0 {
		what, known := meanings()[n]
		if !known {
			what = phrase{"the server refused", "le serveur a refusé"}
		}
		return what.numbered(n).err()
	}
	var network net.Error
	switch {
	case errors.As(err, &network) && network.Timeout():
		return phrase{"the server did not answer in time", "le serveur n'a pas répondu à temps"}.err()
	case errors.Is(err, driver.ErrInvalidConn), errors.Is(err, sqldriver.ErrBadConn), network != nil:
		return phrase{"the connection broke off: the server was stopped, the connection killed, or the network failed; run the audit again",
			"la connexion a été rompue : serveur arrêté, connexion interrompue ou panne du réseau ; relancez l'audit"}.err()
	}
	return phrase{"the server's answer could not be understood, and the connection was given up",
		"la réponse du serveur n'a pas pu être comprise, et la connexion a été abandonnée"}.err()
}

// wantsPassword says whether an error of connecting is one that a password might help.
func wantsPassword(err error) bool {
	n := number(err)
	return n == 1045 || n == 1698
}

// refused words why no connection could be had. at is where the server was looked for.
func refused(ctx context.Context, config *driver.Config, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var told *database.TextError
	if errors.As(err, &told) {
		return err
	}
	at := config.Addr
	if n := number(err); n != 0 {
		what, known := meanings()[n]
		if !known {
			what = phrase{"the server refused the connection", "le serveur a refusé la connexion"}
		}
		return phrase{fmt.Sprintf("the database server at %s does not let %q in: %s", at, config.User, what.en),
			fmt.Sprintf("le serveur de bases de données %s n'admet pas %q : %s", at, config.User, what.fr)}.numbered(n).err()
	}
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	var verification *tls.CertificateVerificationError
	switch {
	case errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &verification):
		return phrase{"the certificate of the server at " + at + " does not prove who it is; give the authority's certificate as ?ssl-ca=, and the host's name as the certificate has it",
			"le certificat du serveur " + at + " ne prouve pas son identité ; indiquez le certificat de l'autorité par ?ssl-ca= et le nom de l'hôte tel que le certificat le porte"}.err()
	case errors.Is(err, driver.ErrNoTLS):
		return phrase{"the server at " + at + " offers no encryption, which ?ssl-mode= asks for; have it switched on there, or leave ssl-mode out if the network may be trusted",
			"le serveur " + at + " ne propose pas de chiffrement, que ?ssl-mode= exige ; faites-le activer, ou retirez ssl-mode si le réseau est de confiance"}.err()
	}
	return unreached(at, err)
}

// unreached words why no connection could be had for other reasons than the server's.
func unreached(at string, err error) error {
	var dns *net.DNSError
	var op *net.OpError
	var network net.Error
	switch {
	case errors.Is(err, driver.ErrUnknownPlugin), errors.Is(err, driver.ErrOldPassword), errors.Is(err, driver.ErrOldProtocol), errors.Is(err, driver.ErrNativePassword):
		return phrase{"the server at " + at + " asks for a way to log in that is not supported; use a user with caching_sha2_password, mysql_native_password or ed25519",
			"le serveur " + at + " exige un mode d'authentification non pris en charge ; utilisez un utilisateur avec caching_sha2_password, mysql_native_password ou ed25519"}.err()
	case errors.Is(err, driver.ErrCleartextPassword):
		return phrase{"the server at " + at + " asks for the password in clear text, which only a server that is known is given; use ?ssl-mode=VERIFY_IDENTITY",
			"le serveur " + at + " demande le mot de passe en clair, ce qui suppose un serveur dont l'identité est vérifiée ; utilisez ?ssl-mode=VERIFY_IDENTITY"}.err()
	case strings.Contains(err.Error(), "tls:"):
		return phrase{"no encryption could be agreed on with the server at " + at + "; its TLS may be too old: check ?ssl-mode=, the certificates and their dates",
			"aucun chiffrement n'a pu être convenu avec le serveur " + at + ", dont le TLS est peut-être trop ancien ; vérifiez ?ssl-mode=, les certificats et leurs dates"}.err()
	case errors.As(err, &dns):
		return phrase{"the host of " + at + " is not known; check its name", "l'hôte de " + at + " est inconnu ; vérifiez son nom"}.err()
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return phrase{"the server at " + at + " did not answer in time; check host, port and firewall",
			"le serveur " + at + " n'a pas répondu à temps ; vérifiez l'hôte, le port et le pare-feu"}.err()
	case errors.As(err, &op) && op.Op == "dial":
		return phrase{"no database server answers at " + at + "; check host and port, and whether it is running",
			"aucun serveur de bases de données ne répond à " + at + " ; vérifiez l'hôte et le port, et que le serveur est démarré"}.err()
	}
	return phrase{"what answers at " + at + " broke off the connection; check that it is a MySQL or MariaDB server, and that it takes connections from this machine",
		"ce qui répond à " + at + " a rompu la connexion ; vérifiez qu'il s'agit d'un serveur MySQL ou MariaDB et qu'il accepte les connexions de cette machine"}.err()
}
