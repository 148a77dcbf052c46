package fetch

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// oddSite speaks HTTP/2 frame by frame: each request for a page is answered as answer
// does, robots.txt with 404. It counts the requests for pages.
func (w *world) oddSite(t *testing.T, answer func(f *http2.Framer, stream uint32)) (*x509.CertPool, *atomic.Int64) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.EnableHTTP2, s.Config.ErrorLog = true, quiet()
	asked := &atomic.Int64{}
	s.Config.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){"h2": func(_ *http.Server, c *tls.Conn, _ http.Handler) {
		defer c.Close()
		preface := make([]byte, len(http2.ClientPreface))
		if _, err := io.ReadFull(c, preface); err != nil {
			return
		}
		f := http2.NewFramer(c, c)
		f.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
		if f.WriteSettings() != nil {
			return
		}
		for {
			frame, err := f.ReadFrame()
			if err != nil {
				return
			}
			head, ok := frame.(*http2.MetaHeadersFrame)
			switch {
			case !ok:
			case head.PseudoValue("path") == "/robots.txt":
				if f.WriteHeaders(http2.HeadersFrameParam{StreamID: head.StreamID, BlockFragment: fields(":status", "404"), EndHeaders: true, EndStream: true}) != nil {
					return
				}
			default:
				asked.Add(1)
				answer(f, head.StreamID)
			}
		}
	}}
	s.StartTLS()
	t.Cleanup(func() { s.CloseClientConnections(); s.Close() })
	w.route("example.com", s.Listener.Addr().String())
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	return roots, asked
}

// fields packs headers, name and value in turn.
func fields(pairs ...string) []byte {
	var b bytes.Buffer
	e := hpack.NewEncoder(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = e.WriteField(hpack.HeaderField{Name: pairs[i], Value: pairs[i+1]}) // a buffer takes all
	}
	return b.Bytes()
}

// TestOddHTTP2: a site that bends the protocol costs a request or two and no more time
// than a request may take.
func TestOddHTTP2(t *testing.T) {
	until := func(write func() error) {
		for write() == nil {
		}
	}
	tests := []struct {
		name   string
		answer func(f *http2.Framer, stream uint32)
		want   []Kind
	}{
		{"turned away", func(f *http2.Framer, _ uint32) { _ = f.WriteGoAway(0, http2.ErrCodeNo, nil) }, []Kind{KindNetwork}},
		{"turned away in anger", func(f *http2.Framer, _ uint32) { _ = f.WriteGoAway(0, http2.ErrCodeEnhanceYourCalm, nil) }, []Kind{KindNetwork}},
		{"stream refused", func(f *http2.Framer, s uint32) { _ = f.WriteRSTStream(s, http2.ErrCodeRefusedStream) }, []Kind{KindNetwork}},
		{"stream cancelled", func(f *http2.Framer, s uint32) { _ = f.WriteRSTStream(s, http2.ErrCodeCancel) }, []Kind{KindNetwork}},
		{"headers without end", func(f *http2.Framer, s uint32) {
			_ = f.WriteHeaders(http2.HeadersFrameParam{StreamID: s, BlockFragment: fields(":status", "200")})
			until(func() error {
				return f.WriteContinuation(s, false, fields("x-more", "and so on, and so on, and so on"))
			})
		}, []Kind{KindNetwork, KindTooLarge}},
		{"interim answers without end", func(f *http2.Framer, s uint32) {
			until(func() error {
				return f.WriteHeaders(http2.HeadersFrameParam{StreamID: s, BlockFragment: fields(":status", "103", "link", "</a>"), EndHeaders: true})
			})
		}, []Kind{KindNetwork, KindTooLarge, KindBudget}},
		{"pings without end", func(f *http2.Framer, _ uint32) { until(func() error { return f.WritePing(false, [8]byte{1}) }) }, []Kind{KindBudget, KindNetwork}},
		{"settings without end", func(f *http2.Framer, _ uint32) {
			until(func() error { return f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 1 << 16}) })
		}, []Kind{KindBudget, KindNetwork}},
		{"empty frames without end", func(f *http2.Framer, s uint32) {
			_ = f.WriteHeaders(http2.HeadersFrameParam{StreamID: s, BlockFragment: fields(":status", "200", "content-type", "text/html"), EndHeaders: true})
			until(func() error { return f.WriteData(s, false, nil) })
		}, []Kind{KindBudget, KindNetwork}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			roots, asked := w.oddSite(t, tt.answer)
			f := w.fetcher(func(o *Options) {
				o.RootCAs, o.Timeout, o.Now = roots, time.Second, time.Now
				o.Budget.Bytes = 4 << 20
			})
			began := time.Now()
			p := w.get(f, "https://example.com/page")
			if !slices.Contains(tt.want, kind(p)) && kind(p) != KindTimeout {
				t.Errorf("got problem %q, want one of %q or a timeout", kind(p), tt.want)
			}
			if took := time.Since(began); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if n := asked.Load(); n > maxAttempts+1 {
				t.Errorf("the page was asked for %d times", n)
			}
			if n := f.spent.bytes.Load(); n > 4<<20 {
				t.Errorf("received %d bytes", n)
			}
			f.Close()
		})
	}
}
