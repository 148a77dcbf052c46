package mysql

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	driver "github.com/go-sql-driver/mysql"

	"leadlint/scanner/dataset/database"
)

// connectWait is how long a server may take to answer a connection.
const connectWait = 15 * time.Second

// settings are how connections are made.
type settings struct {
	config *driver.Config
	// asked is whether a password was found, so that none need be asked for.
	asked bool
	// unverified says that the connection may be encrypted to a server that nothing
	// shows to be the right one, or not be encrypted at all.
	unverified bool
	// plain says that a server on this machine may be spoken to without encryption, if none
	// can be agreed on.
	plain bool
	files *optionFiles
}

// newSettings puts together what the address, the environment and the client's own files
// say, in that order of weight.
func newSettings(addr database.Address, opt database.Options) (*settings, error) {
	env := opt.Lookup
	files := readOptionFiles(env)
	options, err := known(addr.Options)
	if err != nil {
		return nil, err
	}
	get := func(name string) string {
		if v := options[name]; v != "" {
			return v
		}
		return files.set[name]
	}
	c := driver.NewConfig()
	c.Logger = &driver.NopLogger{}
	c.Timeout = connectWait
	c.MaxAllowedPacket = 16 << 20 // of statements, which are short: none is looked up
	c.User = first(addr.User, files.set["user"], env("USER"), env("LOGNAME"))
	c.DBName = first(addr.Database, files.set["database"])
	s := &settings{config: c, files: files}
	for _, word := range []string{env("LEADLINT_DB_PASSWORD"), env("MYSQL_PWD"), files.set["password"]} {
		if !s.asked && word != "" {
			c.Passwd, s.asked = word, true
		}
	}
	c.Net, c.Addr = place(first(addr.Host, files.set["host"]), first(addr.Port, files.set["port"]), get("socket"))
	return s, s.secure(get)
}

// first gives the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// known gives the options of an address by name; one that means nothing here is an
// error, since it may have been meant to protect the connection.
func known(given url.Values) (map[string]string, error) {
	names := []string{"tls", "ssl-mode", "ssl-ca", "ssl-cert", "ssl-key", "socket"}
	out := map[string]string{}
	for name, values := range given {
		clean := strings.ReplaceAll(strings.ToLower(name), "_", "-")
		if clean == "sslmode" {
			clean = "ssl-mode"
		}
		if !slices.Contains(names, clean) {
			return nil, fmt.Errorf("the address of the database has an option that is not known for MySQL and MariaDB; expected %s", strings.Join(names, ", "))
		}
		out[clean] = values[len(values)-1]
	}
	return out, nil
}

// place gives the network and address of the server. As with the client itself,
// localhost means the server's socket, where it has one.
func place(host, port, socket string) (network, addr string) {
	if strings.HasPrefix(host, "/") {
		socket, host = host, ""
	}
	if info, err := os.Stat(socket); err == nil && info.IsDir() {
		socket = existing(filepath.Join(socket, "mysqld.sock"), filepath.Join(socket, "mysql.sock"), filepath.Join(socket, "s"))
	}
	if (host == "" || host == "localhost") && port == "" {
		if socket == "" {
			socket = existing("/run/mysqld/mysqld.sock", "/var/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock")
		}
		if socket != "" {
			return "unix", socket
		}
	}
	return "tcp", net.JoinHostPort(first(host, "127.0.0.1"), first(port, "3306"))
}

// existing gives the first path that exists, or nothing.
func existing(paths ...string) string {
	for _, p := range paths {
		if _, err := os.Stat(p); err == nil {
			return p
		}
	}
	return ""
}

// secure sets how the connection is encrypted, and the server's certificate checked.
func (s *settings) secure(get func(string) string) error {
	mode, err := sslMode(get)
	if err != nil {
		return err
	}
	c := s.config
	near := c.Net == "unix" || loopback(c.Addr)
	switch {
	case mode == "DISABLED", c.Net == "unix":
		c.TLSConfig, s.unverified = "false", !near
		return nil
	case mode == "PREFERRED":
		c.TLSConfig, s.unverified, s.plain = "preferred", !near, near
		return nil
	}
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return errors.New("the address of the database has no host")
	}
	c.TLS = &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if err := certificates(c.TLS, get); err != nil {
		return err
	}
	switch mode {
	case "REQUIRED":
		c.TLS.InsecureSkipVerify, s.unverified = true, !near
	case "VERIFY_CA":
		c.TLS.InsecureSkipVerify = true
		c.TLS.VerifyConnection = issued(c.TLS.RootCAs)
	}
	// What is sent in clear text within is the password: only to a server that is known.
	c.AllowCleartextPasswords = mode == "VERIFY_CA" || mode == "VERIFY_IDENTITY"
	return nil
}

// sslMode gives the mode as the client names it.
func sslMode(get func(string) string) (string, error) {
	modes := map[string]string{"false": "DISABLED", "true": "VERIFY_IDENTITY", "skip-verify": "REQUIRED", "preferred": "PREFERRED"}
	if given := get("tls"); given != "" {
		mode, ok := modes[strings.ToLower(given)]
		if !ok {
			return "", errors.New("the option tls of the database's address is none; expected true, skip-verify, preferred or false")
		}
		return mode, nil
	}
	mode := strings.ToUpper(strings.ReplaceAll(get("ssl-mode"), "-", "_"))
	switch mode {
	case "DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY":
		return mode, nil
	case "":
		if get("ssl-ca") != "" {
			return "VERIFY_CA", nil
		}
		return "PREFERRED", nil
	}
	return "", errors.New("the option ssl-mode of the database's address is none; expected DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY")
}

// certificates loads the files of the authorities, and of the client's own certificate.
func certificates(c *tls.Config, get func(string) string) error {
	if path := get("ssl-ca"); path != "" {
		text, err := os.ReadFile(path)
		c.RootCAs = x509.NewCertPool()
		if err != nil || !c.RootCAs.AppendCertsFromPEM(text) {
			return fmt.Errorf("%q holds no certificate (PEM) of an authority, or cannot be read; check ssl-ca", path)
		}
	}
	cert, key := get("ssl-cert"), get("ssl-key")
	if cert == "" && key == "" {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return fmt.Errorf("the certificate %q and the key %q cannot be used together; check ssl-cert and ssl-key", cert, key)
	}
	c.Certificates = []tls.Certificate{pair}
	return nil
}

// issued checks that an authority issued the server's certificate, whatever its name.
func issued(roots *x509.CertPool) func(tls.ConnectionState) error {
	return func(state tls.ConnectionState) error {
		between := x509.NewCertPool()
		for _, c := range state.PeerCertificates[1:] {
			between.AddCert(c)
		}
		_, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between})
		return err
	}
}

// loopback says whether an address is on this machine.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}
