package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"strings"
	"syscall"
)

// given gives the problem of a wait that the caller's context ended, nil if it
// did not.
func (f *Fetcher) given(err error) *Problem {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return problem(KindTimeout)
	}
	return problem(KindCanceled)
}

// failed gives the problem behind an error of a request. Errors name addresses,
// so nothing of their text is kept.
func (f *Fetcher) failed(ctx context.Context, err error) *Problem {
	if ctx.Err() != nil {
		return f.given(ctx.Err())
	}
	if errors.Is(err, errBudget) || f.spent.out() {
		return problem(KindBudget)
	}
	return problem(kindOf(err))
}

// kindOf classifies an error of a request.
func kindOf(err error) Kind {
	var dns *net.DNSError
	var timeout net.Error
	switch {
	case errors.Is(err, errPrivate):
		return KindPrivateAddress
	case errors.Is(err, errStray):
		return KindNotAURL
	case errors.Is(err, errEncoding):
		return KindEncoding
	case errors.As(err, &dns):
		return KindDNS
	case secure(err):
		return KindTLS
	case errors.Is(err, syscall.ECONNREFUSED):
		return KindRefused
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return KindTimeout
	case longHeaders(err):
		return KindTooLarge
	}
	return KindNetwork
}

// secure tells whether err comes from making a connection secure.
func secure(err error) bool {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	return errors.As(err, &certificate) || errors.As(err, &record) || errors.As(err, &alert) ||
		errors.As(err, &unknown) || errors.As(err, &name) || errors.Is(err, http.ErrSchemeMismatch) ||
		strings.Contains(err.Error(), "tls: ") || strings.Contains(err.Error(), "TLS handshake timeout")
}

// longHeaders tells whether the limit of headers was reached; net/http has no
// type for it, neither in HTTP/1 nor in HTTP/2.
func longHeaders(err error) bool {
	text := err.Error()
	return strings.Contains(text, "headers exceeded") || strings.Contains(text, "header list larger")
}
