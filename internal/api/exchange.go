package api

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"regexp"
	"time"
)

// Times that a client may take. Long uploads and downloads are fine as long as
// something moves.
const (
	bodyTimeout = 30 * time.Second // for a JSON body
	idleTimeout = 60 * time.Second // between two pieces of an upload or download
	idleStep    = time.Second      // how often a deadline is moved at most
)

// exchange is one request and its answer: the writer that the handlers get, and
// what the log tells afterwards.
type exchange struct {
	http.ResponseWriter
	id     string
	began  time.Time
	now    func() time.Time
	who    Identity
	err    error // what the answer does not say in full
	status int
	in     int64
	out    int64
	moved  time.Time // when the write deadline was last moved
}

type exchangeKey struct{}

// exchangeOf returns the exchange that the request belongs to.
func exchangeOf(ctx context.Context) *exchange { return ctx.Value(exchangeKey{}).(*exchange) }

// Unwrap is for [http.ResponseController].
func (x *exchange) Unwrap() http.ResponseWriter { return x.ResponseWriter }

// WriteHeader notes the status.
func (x *exchange) WriteHeader(status int) {
	if x.status == 0 {
		x.status = status
	}
	x.allowTime()
	x.ResponseWriter.WriteHeader(status)
}

// Write notes the bytes and gives the client time to take them.
func (x *exchange) Write(b []byte) (int, error) {
	if x.status == 0 {
		x.status = http.StatusOK
	}
	x.allowTime()
	n, err := x.ResponseWriter.Write(b)
	x.out += int64(n)
	return n, err
}

func (x *exchange) allowTime() {
	if now := x.now(); now.Sub(x.moved) >= idleStep {
		x.moved = now
		// A writer without deadlines is one without a connection.
		_ = http.NewResponseController(x.ResponseWriter).SetWriteDeadline(time.Now().Add(idleTimeout))
	}
}

// allowBody gives the client time d from now on to send more of its body.
func (x *exchange) allowBody(d time.Duration) {
	_ = http.NewResponseController(x.ResponseWriter).SetReadDeadline(time.Now().Add(d))
}

// countedBody notes the bytes that were read.
type countedBody struct {
	io.ReadCloser
	x *exchange
}

func (b countedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.x.in += int64(n)
	return n, err
}

var requestIDForm = regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,128}$`)

// requestID takes the id that a proxy gave, where it is a sane one, so that logs
// can be joined.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); requestIDForm.MatchString(id) {
		return id
	}
	return "req_" + rand.Text()
}
