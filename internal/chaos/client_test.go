package chaos

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"clipd/internal/clip"
)

// client is a program that uses the API.
type client struct {
	t    testing.TB
	base string
	key  string
	http *http.Client
}

// client makes a key, which needs no server, and a client of the server that has
// it.
func (s *process) client() *client {
	s.p.t.Helper()
	cmd := exec.Command(s.p.program, "keys", "create")
	cmd.Env = s.p.environment(s.more)
	key, err := cmd.Output()
	if err != nil {
		s.p.t.Fatalf("making a key: %v", err)
	}
	return &client{s.p.t, "http://" + s.address, strings.TrimSpace(string(key)), &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
}

// ask sends a request and returns the status and the answer. An error is that of
// the connection.
func (c *client) ask(ctx context.Context, method, path string, body io.Reader, header ...string) (int, []byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return 0, nil, err
	}
	r.Header.Set("X-Api-Key", c.key)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := c.http.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, text, err
}

// create asks for a job once. Its id is "" where it was not accepted.
func (c *client) create(ctx context.Context, key string, r map[string]any) (id string, status int) {
	text, err := json.Marshal(r)
	if err != nil {
		c.t.Error(err)
		return "", 0
	}
	header := []string{"Content-Type", "application/json"}
	if key != "" {
		header = append(header, "Idempotency-Key", key)
	}
	status, answer, err := c.ask(ctx, http.MethodPost, "/v3/clips", bytes.NewReader(text), header...)
	if err != nil || status != http.StatusOK {
		return "", status
	}
	var made struct {
		Data struct {
			ID string `json:"clip_job_id"`
		}
	}
	if err := json.Unmarshal(answer, &made); err != nil {
		c.t.Errorf("%s: %v", answer, err)
	}
	return made.Data.ID, status
}

// job reads a job; ok is false where the server could not be asked.
func (c *client) job(ctx context.Context, id string) (j clip.Job, status int, ok bool) {
	status, answer, err := c.ask(ctx, http.MethodGet, "/v3/clips/"+id, nil)
	if err != nil || status >= http.StatusInternalServerError {
		return j, status, false
	}
	var read struct{ Data clip.Job }
	if err := json.Unmarshal(answer, &read); err != nil {
		c.t.Errorf("%s: %v", answer, err)
	}
	return read.Data, status, true
}

// list returns the ids of all jobs, newest first.
func (c *client) list(ctx context.Context) []string {
	c.t.Helper()
	var ids []string
	for token := ""; ; {
		status, answer, err := c.ask(ctx, http.MethodGet, "/v3/clips?limit=100&token="+token, nil)
		if err != nil || status != http.StatusOK {
			c.t.Fatalf("listing: %d %s %v", status, answer, err)
		}
		var page struct {
			Data      []clip.JobSummary
			NextToken string `json:"next_token"`
		}
		if err := json.Unmarshal(answer, &page); err != nil {
			c.t.Fatal(err)
		}
		for _, j := range page.Data {
			ids = append(ids, j.ID)
		}
		if token = page.NextToken; token == "" {
			return ids
		}
	}
}

// upload sends a file and returns the id of the asset.
func (c *client) upload(path string) string {
	c.t.Helper()
	content, err := os.Open(path)
	if err != nil {
		c.t.Fatal(err)
	}
	defer content.Close()
	id, status, err := c.send(c.t.Context(), filepath.Base(path), content)
	if err != nil || status != http.StatusOK {
		c.t.Fatalf("uploading %s: %d %v", path, status, err)
	}
	return id
}

// send uploads what a reader gives, as a stream.
func (c *client) send(ctx context.Context, name string, content io.Reader) (id string, status int, err error) {
	body, form := io.Pipe()
	w := multipart.NewWriter(form)
	go func() {
		part, err := w.CreateFormFile("file", name)
		if err == nil {
			_, err = io.Copy(part, content)
		}
		if err == nil {
			err = w.Close()
		}
		form.CloseWithError(err)
	}()
	defer body.Close()
	status, answer, err := c.ask(ctx, http.MethodPost, "/v3/assets", body, "Content-Type", w.FormDataContentType())
	if err != nil || status != http.StatusOK {
		return "", status, err
	}
	var made struct {
		Data struct {
			ID string `json:"asset_id"`
		}
	}
	if err := json.Unmarshal(answer, &made); err != nil {
		return "", status, fmt.Errorf("%s: %w", answer, err)
	}
	return made.Data.ID, status, nil
}
