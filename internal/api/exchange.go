package api

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"regexp"
	"time"
)

// patience is how long a client may take. Long uploads and downloads are fine as
// long as something moves.
type patience struct {
	body time.Duration // for a JSON body
	idle time.Duration // between two pieces of an upload or download
}

func defaultPatience() patience { return patience{body: 30 * time.Second, idle: time.Minute} }

// deadlineStep is how often a deadline is moved, as a part of the time allowed.
const deadlineStep = 16

// exchange is one request and its answer: the writer that the handlers get, and
// what the log tells afterwards.
type exchange struct {
	http.ResponseWriter
	id     string
	began  time.Time
	body   *timedBody
	who    Identity
	err    error // what the answer does not say in full
	status int
	in     int64
	out    int64

	patience patience
	moved    time.Time // when the write deadline was last moved
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
	if now := time.Now(); now.Sub(x.moved) >= x.patience.idle/deadlineStep {
		x.moved = now
		_ = http.NewResponseController(x.ResponseWriter).SetWriteDeadline(now.Add(x.patience.idle))
	}
}

// timedBody notes the bytes that were read and limits how long the client takes
// to send them: in all, or with idle set, between two pieces.
//
// The deadline stands from the beginning, since net/http reads what a handler
// leaves of a body. It ends with the body, by net/http's own doing; where there is
// no body none may be set, for net/http then reads already to see the client
// leave, and would take a deadline that passes for that.
type timedBody struct {
	io.ReadCloser
	x     *exchange
	idle  bool
	moved time.Time // when the deadline was last moved
}

func newTimedBody(body io.ReadCloser, x *exchange) *timedBody {
	b := &timedBody{ReadCloser: body, x: x}
	if body != http.NoBody {
		b.deadline(time.Now().Add(x.patience.body))
	}
	return b
}

func (b *timedBody) deadline(t time.Time) {
	// A writer without deadlines is one without a connection.
	_ = http.NewResponseController(b.x.ResponseWriter).SetReadDeadline(t)
}

func (b *timedBody) Read(p []byte) (int, error) {
	if now := time.Now(); b.idle && now.Sub(b.moved) >= b.x.patience.idle/deadlineStep {
		b.moved = now
		b.deadline(now.Add(b.x.patience.idle))
	}
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
