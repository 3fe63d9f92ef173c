package webhook

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"clipd/internal/clip"
	"clipd/internal/fetch"
)

// Delivery is one attempt to deliver a message.
type Delivery struct {
	URL    string
	ID     string // of the message, the same in each attempt
	Secret string // the receiver's, "whsec_" and 24 to 64 bytes in base64
	Body   []byte // JSON
	Time   time.Time
}

// Options are the limits of a [Sender].
type Options struct {
	Timeout time.Duration // of an attempt; 0 for 10 s
	PerHost int           // attempts at a time at one host; 0 for 4
}

// drained is how much of an answer is read so that its connection can be used
// again.
const drained = 64 << 10

// Sender delivers. Its method Send may be called at the same time.
type Sender struct {
	client  *http.Client
	check   func(rawURL string) error
	timeout time.Duration
	hosts   hosts
}

// NewSender returns a sender that reaches what c may reach.
func NewSender(c *fetch.Client, o Options) *Sender {
	s := &Sender{
		check:   c.CheckURL,
		timeout: cmp.Or(o.Timeout, 10*time.Second),
		hosts:   hosts{limit: cmp.Or(o.PerHost, 4), busy: map[string]int{}},
	}
	s.client = &http.Client{
		Transport:     c.Transport(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return s
}

// Close gives back idle connections.
func (s *Sender) Close() { s.client.CloseIdleConnections() }

// Send makes one attempt. An answer of 2xx within the time is a delivery. Errors
// are short and hold no secret: a [*BusyError] when nothing was attempted because
// too many deliveries to the host are under way, ctx's when that ended, else a
// [*clip.Error], with the code Invalid for an address that is never used,
// Internal for a secret that is none, and Unavailable for everything that another
// attempt may get past.
func (s *Sender) Send(ctx context.Context, d Delivery) error {
	if err := s.check(d.URL); err != nil {
		return err
	}
	u, err := url.Parse(d.URL)
	if err != nil {
		return clip.Errorf(clip.Invalid, "", "the callback has no web address")
	}
	host := strings.ToLower(u.Hostname())
	release, err := s.hosts.enter(host)
	if err != nil {
		return err
	}
	defer release()

	attempt, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	r, err := request(attempt, d)
	if err != nil {
		return err
	}
	resp, err := s.client.Do(r)
	if err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return failure(host, s.timeout, err)
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, drained)
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return answer(host, resp.StatusCode)
	}
	return nil
}

func request(ctx context.Context, d Delivery) (*http.Request, error) {
	signer, err := standardwebhooks.NewWebhook(d.Secret)
	if err != nil {
		return nil, clip.Errorf(clip.Internal, "", "the secret of the workspace is not in base64")
	}
	signature, err := signer.Sign(d.ID, d.Time, d.Body)
	if err != nil {
		return nil, clip.Errorf(clip.Internal, "", "signing the callback: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.URL, bytes.NewReader(d.Body))
	if err != nil {
		return nil, clip.Errorf(clip.Invalid, "", "the callback has no web address")
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "clipd")
	r.Header.Set(standardwebhooks.HeaderWebhookID, d.ID)
	r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(d.Time.Unix(), 10))
	r.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	return r, nil
}
