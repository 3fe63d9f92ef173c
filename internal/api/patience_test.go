package api

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
)

// impatient serves b with short times.
func impatient(t *testing.T, b *bench, p patience) *httptest.Server {
	t.Helper()
	s, err := newService(b.config)
	if err != nil {
		t.Fatal(err)
	}
	s.patience = p
	server := httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(server.Close)
	return server
}

// dial opens a connection and sends the beginning of a request.
func dial(t *testing.T, server *httptest.Server, text string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if _, err := io.WriteString(c, text); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASlowBodyIsNotWaitedFor(t *testing.T) {
	server := impatient(t, newBench(), patience{body: 50 * time.Millisecond, idle: time.Hour})
	c := dial(t, server, "POST /v3/clips HTTP/1.1\r\nHost: x\r\nX-Api-Key: "+key+"\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 400 || !strings.Contains(string(text), "did not arrive in time") {
		t.Errorf("%d %s, %v", answer.StatusCode, text, err)
	}
}

func TestASlowAnswerIsNotTakenForASlowBody(t *testing.T) {
	const short = 20 * time.Millisecond
	b := newBench()
	b.config.Jobs = slowJobs{b.shelf, 10 * short}
	server := impatient(t, b, patience{body: short, idle: time.Hour})
	for method, body := range map[string]io.Reader{http.MethodPost: strings.NewReader(`{` + source + `}`), http.MethodGet: nil} {
		r, err := http.NewRequestWithContext(t.Context(), method, server.URL+"/v3/clips", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Api-Key", key)
		answer, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %d", method, answer.StatusCode)
		}
	}
}

// slowJobs take their time, and mind when they are not waited for.
type slowJobs struct {
	*shelf
	takes time.Duration
}

func (s slowJobs) Create(ctx context.Context, workspace string, r clip.JobRequest, idem *Idempotency) (string, error) {
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case <-time.After(s.takes):
		return s.shelf.Create(ctx, workspace, r, idem)
	}
}

func (s slowJobs) List(ctx context.Context, workspace string, q clip.PageQuery) (clip.Page[clip.JobSummary], error) {
	select {
	case <-ctx.Done():
		return clip.Page[clip.JobSummary]{}, ctx.Err()
	case <-time.After(s.takes):
		return s.shelf.List(ctx, workspace, q)
	}
}

func TestAnUploadMayTakeLongButNotStandStill(t *testing.T) {
	const idle = 200 * time.Millisecond
	b := newBench()
	taken := &gauge{done: make(chan error, 1)}
	b.config.Assets = taken
	server := impatient(t, b, patience{body: idle, idle: idle})
	c := dial(t, server, "POST /v3/assets HTTP/1.1\r\nHost: x\r\nX-Api-Key: "+key+"\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n"+
		"--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n")
	beat := time.NewTicker(idle / 10)
	defer beat.Stop()
	for range 30 {
		<-beat.C
		if _, err := fmt.Fprint(c, "more"); err != nil {
			t.Fatalf("a steady upload is cut: %v", err)
		}
	}
	if err := <-taken.done; taken.bytes < 100 || err == nil {
		t.Errorf("the store was told %v after %d bytes", err, taken.bytes)
	}
}
