package chaos

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/store"
)

// A list of many jobs is read page by page as fast as one of few.
func TestPages(t *testing.T) {
	many := sized(t, 2_000, 10_000)
	const few = 10
	each(t, func(t *testing.T, p *place) {
		server := p.serve(0)
		c := server.client()
		server.start()
		st := p.rows()
		keepJobs(t, st, few)
		short, n := c.pages()
		if n != few {
			t.Errorf("%d jobs of %d", n, few)
		}
		keepJobs(t, st, many-few)
		long, n := c.pages()
		if n != many {
			t.Errorf("%d jobs of %d", n, many)
		}
		last := long[len(long)-1]
		t.Logf("%d jobs: a page within %v (middle of %d reads); %d jobs: %v (middle of %d pages), the last page %v",
			few, at(short, 0.5), len(short), many, at(long, 0.5), len(long), last)
		if slow := at(long, 0.5); slow > 2*at(short, 0.5)+time.Millisecond {
			t.Errorf("a page of many takes %v, one of few %v", slow, at(short, 0.5))
		}
	})
}

// keepJobs keeps jobs that have ended.
func keepJobs(t *testing.T, st *store.Store, n int) {
	t.Helper()
	workspaces, err := st.Workspaces(t.Context())
	if err != nil || len(workspaces) != 1 {
		t.Fatal(workspaces, err)
	}
	err = st.InTx(t.Context(), func(tx *sql.Tx) error {
		now := time.Now()
		for range n {
			job := store.NewJob{ID: store.NewID("clip_"), WorkspaceID: workspaces[0].ID, CreatedAt: now, Stage: "queued"}
			if err := st.InsertJob(t.Context(), tx, job); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(t.Context(), "UPDATE jobs SET status = 'completed', progress = 100, finished_at = $1 WHERE finished_at IS NULL", now.UnixMilli())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// pages reads the list to its end, again and again for at least 100 pages, and
// returns what each page took and how many jobs there are.
func (c *client) pages() (took []time.Duration, n int) {
	c.t.Helper()
	for len(took) < 100 {
		n = 0
		for token := ""; ; {
			var next string
			d, jobs := c.page(c.t.Context(), token, &next)
			took, n = append(took, d), n+jobs
			if token = next; token == "" {
				break
			}
		}
	}
	return took, n
}

func (c *client) page(ctx context.Context, token string, next *string) (time.Duration, int) {
	c.t.Helper()
	began := time.Now()
	status, answer, err := c.ask(ctx, http.MethodGet, fmt.Sprint("/v3/clips?limit=10&token=", token), nil)
	took := time.Since(began)
	if err != nil || status != http.StatusOK {
		c.t.Fatalf("%d %s %v", status, answer, err)
	}
	page := struct {
		Data []clip.JobSummary
		Next *string `json:"next_token"`
	}{Next: next}
	if err := json.Unmarshal(answer, &page); err != nil {
		c.t.Fatal(err)
	}
	if page.Next == nil {
		*next = ""
	}
	return took, len(page.Data)
}
