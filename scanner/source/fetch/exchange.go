package fetch

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
)

// exchange is one request and what came back. The transport fills it, because
// colly gives neither the headers as sent nor a sign of truncation.
type exchange struct {
	// limit bounds the body, packed and unpacked.
	limit int64
	// wanted tells from status and headers whether to read the body.
	wanted func(status int, header http.Header) bool

	// sent is true once the request left for the network.
	sent      bool
	status    int
	header    http.Header
	body      []byte
	read      bool
	wire      int64
	truncated bool
	// broken is what ended the body early, nil when nothing did.
	broken error
	// foreign is true when colly was about to ask for another address.
	foreign bool
}

type exchangeKey struct{}

// errEncoding says that a body cannot be unpacked.
var errEncoding = errors.New("the body cannot be unpacked")

// errStray says that a request did not come from this package.
var errStray = errors.New("a request without an exchange")

// transport lets only requests of this package through, without anything that
// would tell the site more than it needs, and bounds what they bring.
type transport struct{ base http.RoundTripper }

// RoundTrip sends one request. What the layers above must not act on (a place to
// go, a charset to convert, a packing to unpack) is kept in the exchange alone.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	ex, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok || req.Method != http.MethodGet || req.Body != nil && req.Body != http.NoBody {
		return nil, errStray
	}
	ex.sent = true
	out := req.Clone(req.Context())
	for _, name := range []string{"Cookie", "Authorization", "Proxy-Authorization", "Referer"} {
		out.Header.Del(name)
	}
	res, err := t.base.RoundTrip(out)
	if err != nil {
		return nil, err
	}
	ex.status, ex.header = res.StatusCode, res.Header.Clone()
	packing := strings.ToLower(strings.TrimSpace(strings.Join(res.Header.Values("Content-Encoding"), ",")))
	res.Body = ex.bounded(res.Body, packing)
	res.Header = http.Header{}
	res.Uncompressed, res.ContentLength = true, -1
	res.Trailer = nil
	return res, nil
}

// bounded gives the body, unpacked and within the limit.
func (ex *exchange) bounded(body io.ReadCloser, packing string) io.ReadCloser {
	wire := &wireReader{r: body, ex: ex}
	b := &boundedBody{ex: ex, close: body, r: wire}
	switch packing {
	case "", "identity":
	case "gzip", "x-gzip":
		b.unpack = true
	default:
		ex.broken = errEncoding
		b.r = strings.NewReader("")
	}
	return b
}

// wireReader counts the body as received and ends it at the limit.
type wireReader struct {
	r  io.Reader
	ex *exchange
}

func (w *wireReader) Read(p []byte) (int, error) {
	left := w.ex.limit + 1 - w.ex.wire
	if left <= 0 {
		w.ex.truncated = true
		return 0, io.EOF
	}
	if int64(len(p)) > left {
		p = p[:left]
	}
	n, err := w.r.Read(p)
	w.ex.wire += int64(n)
	return n, err
}

// boundedBody is the body that colly reads. It ends where the limit or a broken
// connection ends it, and says so in the exchange, so that what came is kept.
type boundedBody struct {
	ex     *exchange
	close  io.Closer
	r      io.Reader
	unpack bool
	n      int64
	done   bool
}

func (b *boundedBody) Read(p []byte) (int, error) {
	if b.done || len(p) == 0 {
		return 0, b.end(b.done)
	}
	if b.unpack {
		unpacked, err := gzip.NewReader(b.r)
		if err != nil {
			return 0, b.stop(packed(err))
		}
		b.r, b.unpack = unpacked, false
	}
	left := b.ex.limit - b.n
	if left == 0 {
		return 0, b.beyond()
	}
	if int64(len(p)) > left {
		p = p[:left]
	}
	n, err := b.r.Read(p)
	b.n += int64(n)
	if err != nil {
		return n, b.stop(packed(err))
	}
	return n, nil
}

// end answers a read that asks for nothing or comes after the end.
func (b *boundedBody) end(done bool) error {
	if done {
		return io.EOF
	}
	return nil
}

// beyond tells, at the limit, whether there is more.
func (b *boundedBody) beyond() error {
	var one [1]byte
	n, err := io.ReadFull(b.r, one[:])
	if n > 0 {
		b.ex.truncated = true
		err = io.EOF
	}
	return b.stop(packed(err))
}

// stop ends the body and notes why, unless it ended well or at the limit.
func (b *boundedBody) stop(err error) error {
	b.done = true
	if err != io.EOF && !b.ex.truncated {
		b.ex.broken = err
	}
	return io.EOF
}

// packed tells errors of the packing from those of the connection.
func packed(err error) error {
	var corrupt flate.CorruptInputError
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt) {
		return errEncoding
	}
	return err
}

func (b *boundedBody) Close() error { return b.close.Close() }

// withExchange gives the context that carries ex to the transport.
func withExchange(ctx context.Context, ex *exchange) context.Context {
	return context.WithValue(ctx, exchangeKey{}, ex)
}
