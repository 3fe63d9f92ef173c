package webhook

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"go.uber.org/goleak"

	"clipd/internal/clip"
	"clipd/internal/fetch"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

func sender(t *testing.T, o Options) *Sender {
	t.Helper()
	s := NewSender(&fetch.Client{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}, o)
	t.Cleanup(s.Close)
	return s
}

// serve returns the address of a receiver, with something to hide in it.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL + "/hook?token=hush"
}

func delivery(url string) Delivery {
	return Delivery{URL: url, ID: "msg_1", Secret: secret, Body: []byte(`{"event_type":"ai_clipping.success"}`), Time: time.Now()}
}

func TestSendIsVerifiable(t *testing.T) {
	receiver, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		t.Fatal(err)
	}
	var got error
	var body []byte
	var header http.Header
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ = io.ReadAll(r.Body)
		got, header = receiver.Verify(body, r.Header), r.Header
		w.WriteHeader(http.StatusNoContent)
	})
	d := delivery(url)
	if err := sender(t, Options{}).Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if got != nil || string(body) != string(d.Body) || header.Get("webhook-id") != d.ID || header.Get("Content-Type") != "application/json" {
		t.Errorf("%v; got %q with %v", got, body, header)
	}
}

func TestSendFails(t *testing.T) {
	var strayed atomic.Bool
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { strayed.Store(true) })
	answers := func(code int) string {
		return serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	untrusted := httptest.NewUnstartedServer(nil)
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	t.Cleanup(untrusted.Close)
	slow := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	})
	hangsUp := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	private := NewSender(&fetch.Client{}, Options{})

	for name, c := range map[string]struct {
		url    string
		sender *Sender
		code   clip.Code
		says   string
	}{
		"server error":    {url: answers(503), says: "127.0.0.1 answered 503 Service Unavailable"},
		"gone":            {url: answers(410), says: "answered 410 Gone"},
		"odd status":      {url: answers(299 + 300), says: "answered 599"},
		"redirect":        {url: serve(t, http.RedirectHandler(elsewhere, http.StatusTemporaryRedirect).ServeHTTP), says: "redirects are not followed"},
		"dead":            {url: closed.URL + "/?token=hush", says: "refused the connection"},
		"slow":            {url: slow, sender: sender(t, Options{Timeout: 50 * time.Millisecond}), says: "did not answer within 50ms"},
		"hangs up":        {url: hangsUp, says: "ended the connection without an answer"},
		"untrusted":       {url: untrusted.URL + "/?token=hush", says: "certificate"},
		"no TLS":          {url: strings.Replace(elsewhere, "http:", "https:", 1), says: "does not speak TLS"},
		"private name":    {url: strings.Replace(elsewhere, "127.0.0.1", "localhost", 1), sender: private, says: "not a public address"},
		"private address": {url: elsewhere, sender: private, code: clip.Invalid, says: "not a public address"},
		"another scheme":  {url: "ftp://example.org/", code: clip.Invalid, says: "only http and https"},
	} {
		t.Run(name, func(t *testing.T) {
			s := c.sender
			if s == nil {
				s = sender(t, Options{})
			}
			if c.code == "" {
				c.code = clip.Unavailable
			}
			err := s.Send(t.Context(), delivery(c.url))
			if err == nil || clip.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("got %v, want %q", err, c.says)
			}
			if c.code == clip.Unavailable && (strings.Contains(err.Error(), "hush") || len(err.Error()) > 120) {
				t.Errorf("it tells too much: %v", err)
			}
		})
	}
	if strayed.Load() {
		t.Error("something was sent where it must not go")
	}
}

func TestSendSecret(t *testing.T) {
	d := delivery("http://127.0.0.1:1024/")
	d.Secret = "whsec_?"
	if err := sender(t, Options{}).Send(t.Context(), d); clip.CodeOf(err) != clip.Internal || strings.Contains(err.Error(), "?") {
		t.Errorf("got %v", err)
	}
}

// An answer without end is not read to its end.
func TestSendDrainsLittle(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		for r.Context().Err() == nil {
			_, _ = w.Write(make([]byte, 4096))
		}
	})
	if err := sender(t, Options{}).Send(t.Context(), delivery(url)); err != nil {
		t.Error(err)
	}
}

func TestSendCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	url := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		cancel()
		<-r.Context().Done()
	})
	if err := sender(t, Options{}).Send(ctx, delivery(url)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A receiver that does not answer takes its own places alone.
func TestSendBusy(t *testing.T) {
	begun, end := make(chan struct{}), make(chan struct{})
	dead := serve(t, func(http.ResponseWriter, *http.Request) {
		begun <- struct{}{}
		<-end
	})
	fine := serve(t, func(http.ResponseWriter, *http.Request) {})
	s := sender(t, Options{PerHost: 2})
	results := make(chan error)
	for range 2 {
		go func() { results <- s.Send(t.Context(), delivery(dead)) }()
		<-begun
	}
	err := s.Send(t.Context(), delivery(dead))
	if busy, ok := errors.AsType[*BusyError](err); !ok || busy.Host != "127.0.0.1" {
		t.Errorf("got %v", err)
	}
	if err := s.Send(t.Context(), delivery(strings.Replace(fine, "127.0.0.1", "LOCALHOST", 1))); err != nil {
		t.Errorf("another host: %v", err)
	}
	close(end)
	for range 2 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if err := s.Send(t.Context(), delivery(fine)); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}

// Failures that cannot be made here without a network.
func TestFailure(t *testing.T) {
	for says, err := range map[string]error{
		"there is no host x.example":                       &net.DNSError{Name: "x.example", Server: "10.0.0.53:53", IsNotFound: true},
		"the name x.example cannot be resolved now":        &net.DNSError{Name: "x.example", Server: "10.0.0.53:53", IsTemporary: true},
		"the connection to x.example failed":               errors.New("https://x.example/?token=hush: odd"),
		"x.example did not answer within 10s":              &net.DNSError{Name: "x.example", IsTimeout: true},
		"x.example ended the connection without an answer": io.ErrUnexpectedEOF,
	} {
		if got := failure("x.example", 10*time.Second, err); got.Error() != says {
			t.Errorf("got %q, want %q", got, says)
		}
	}
}
