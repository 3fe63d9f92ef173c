package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/store"
	"clipd/internal/store/storetest"
)

// walk reads a list page by page and returns the identifiers, calling between
// before each page after the first.
func (w world) walk(f store.JobFilter, limit int, between func()) (ids []string) {
	w.t.Helper()
	for after, first := (*store.Cursor)(nil), true; first || after != nil; first = false {
		if !first {
			between()
		}
		page, next, err := w.ListJobs(w.t.Context(), w.ws.ID, f, after, limit)
		if err != nil {
			w.t.Fatal(err)
		}
		if len(page) > limit || (next != nil && len(page) != limit) {
			w.t.Errorf("a page has %d jobs and a next page: %v", len(page), next != nil)
		}
		for _, j := range page {
			ids = append(ids, j.ID)
		}
		after = next
	}
	return ids
}

func TestPagesNeitherRepeatNorHide(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		var want []string
		for i := range 20 { // three at each second
			id := fmt.Sprintf("clip_%02d", i)
			w.job(w.ws.ID, id, at(i/3))
			want = append([]string{id}, want...)
		}
		if got := w.walk(store.JobFilter{}, 20, func() {}); !slices.Equal(got, want) {
			t.Errorf("one page has %v, want %v", got, want)
		}
		came, gone := 0, []string{"clip_16", "clip_10", "clip_01"}
		got := w.walk(store.JobFilter{}, 3, func() {
			w.job(w.ws.ID, fmt.Sprint("clip_new_", came), at(1000+came))
			came++
			if len(gone) > 0 { // one that ended a page, one that was seen, one to come
				w.tx(func(ctx context.Context, tx *sql.Tx) error { return w.MarkDeleted(ctx, tx, w.ws.ID, gone[0], at(2000)) })
				gone = gone[1:]
			}
		})
		want = slices.DeleteFunc(want, func(id string) bool { return id == "clip_16" || id == "clip_10" || id == "clip_01" })
		if seen := slices.DeleteFunc(got, func(id string) bool { return !slices.Contains(want, id) }); !slices.Equal(seen, want) {
			t.Errorf("the pages have %v, want %v", seen, want)
		}
	})
}

func TestListFilters(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		talks, empty := "talks", ""
		for i, folder := range []*string{nil, &talks, &empty, &talks, nil, &talks} {
			w.tx(func(ctx context.Context, tx *sql.Tx) error {
				return w.InsertJob(ctx, tx, store.NewJob{ID: fmt.Sprint("clip_", i), WorkspaceID: w.ws.ID, CreatedAt: at(i), Request: clip.JobRequest{FolderID: folder}})
			})
		}
		w.admit(store.Limits{Workspace: 2, Total: 2}, at(9)) // clip_0, clip_1
		for _, c := range []struct {
			filter store.JobFilter
			want   []string
		}{
			{store.JobFilter{}, []string{"clip_5", "clip_4", "clip_3", "clip_2", "clip_1", "clip_0"}},
			{store.JobFilter{Folder: &talks}, []string{"clip_5", "clip_3", "clip_1"}},
			{store.JobFilter{Folder: &empty}, []string{"clip_2"}},
			{store.JobFilter{Status: clip.Running}, []string{"clip_1", "clip_0"}},
			{store.JobFilter{Folder: &talks, Status: clip.Pending}, []string{"clip_5", "clip_3"}},
			{store.JobFilter{Status: clip.Failed}, nil},
		} {
			if got := w.walk(c.filter, 2, func() {}); !slices.Equal(got, c.want) {
				t.Errorf("%+v gives %v, want %v", c.filter, got, c.want)
			}
		}
	})
}

// fill keeps n jobs, one a second, half of them in a folder, and all but ten of
// them failed.
func fill(ctx context.Context, tx *sql.Tx, workspaceID string, n int) error {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO jobs (id, workspace_id, title, folder_id, request, status, stage, progress, source_duration, transcript_source,
			warnings, failure_code, failure_message, callback_state, callback_attempts, callback_error, token, attempts, created_at, finished_at)
		VALUES ($1, $2, 'A talk', $3, '{}', $4, '', 0, 0, '', '[]', '', '', '', 0, '', 0, 0, $5, $6)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i := range n {
		status, finished := "failed", any(at(i+1).UnixMilli())
		if i%(n/10) == 0 {
			status, finished = "pending", nil
		}
		if _, err := insert.ExecContext(ctx, fmt.Sprintf("clip_%s_%06d", workspaceID, i), workspaceID, []string{"even", "odd"}[i%2], status, at(i).UnixMilli(), finished); err != nil {
			return err
		}
	}
	return nil
}

// Each page of a list costs the same, wherever it lies: the database reads the
// rows of the page from an index in the order of the list, and sorts nothing.
func TestListsAreReadFromAnIndex(t *testing.T) {
	each(t, func(t *testing.T, w world) {
		w.tx(func(ctx context.Context, tx *sql.Tx) error { return fill(ctx, tx, w.ws.ID, 10_000) })
		if w.Dialect() == store.Postgres {
			if _, err := w.DB().ExecContext(t.Context(), "ANALYZE"); err != nil {
				t.Fatal(err)
			}
		}
		odd := "odd"
		for _, f := range []store.JobFilter{{}, {Folder: &odd}, {Status: clip.Failed}, {Status: clip.Pending}, {Folder: &odd, Status: clip.Failed}} {
			for _, after := range []*store.Cursor{nil, {CreatedAt: at(5_000), ID: "clip_005000"}} {
				query, args := store.ListQuery(w.ws.ID, f, after, 10)
				plan := w.explain(query, args)
				if !strings.Contains(plan, "USING INDEX jobs_by_") && !strings.Contains(plan, "Index Scan using jobs_by_") || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "Sort") {
					t.Errorf("%+v after %v is planned as\n%s", f, after, plan)
				}
			}
		}
	})
}

func (w world) explain(query string, args []any) string {
	w.t.Helper()
	explain := "EXPLAIN "
	if w.Dialect() == store.SQLite {
		explain = "EXPLAIN QUERY PLAN "
	}
	rows, err := w.DB().QueryContext(w.t.Context(), explain+query, args...)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		w.t.Fatal(err)
	}
	var plan strings.Builder
	for rows.Next() {
		line := make([]any, len(columns))
		for i := range line {
			line[i] = new(any)
		}
		if err := rows.Scan(line...); err != nil {
			w.t.Fatal(err)
		}
		fmt.Fprintln(&plan, *line[len(line)-1].(*any))
	}
	return plan.String()
}

// BenchmarkListJobs reads a page of ten from the middle of few and of many jobs.
func BenchmarkListJobs(b *testing.B) {
	for dialect, place := range map[string]func(testing.TB) string{store.SQLite: storetest.SQLite, store.Postgres: storetest.Postgres} {
		s, err := store.Open(b.Context(), place(b))
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = s.Close() })
		for _, n := range []int{20, 10_000} {
			ws, err := s.EnsureWorkspace(b.Context(), fmt.Sprint(n), noon)
			if err == nil {
				err = s.InTx(b.Context(), func(tx *sql.Tx) error { return fill(b.Context(), tx, ws.ID, n) })
			}
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/%d", dialect, n), func(b *testing.B) {
				for b.Loop() {
					page, _, err := s.ListJobs(b.Context(), ws.ID, store.JobFilter{}, &store.Cursor{CreatedAt: at(n / 2), ID: "clip"}, 10)
					if err != nil || len(page) != 10 {
						b.Fatal(len(page), err)
					}
				}
			})
		}
	}
}
