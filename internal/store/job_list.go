package store

import (
	"context"
	"time"

	"clipd/internal/clip"
)

// JobFilter is which jobs of a workspace a list has.
type JobFilter struct {
	Folder *string     // nil for all
	Status clip.Status // "" for all
}

// JobItem is a job in a list.
type JobItem struct {
	ID        string
	Title     *string
	Status    clip.Status
	CreatedAt time.Time
}

// ListJobs returns at most limit jobs of a workspace, newest first, from after
// the cursor on (nil for the first page), and the cursor of the next page, nil
// at the end. Its cost does not grow with the number of jobs: each filter has an
// index in the order of the list.
func (s *Store) ListJobs(ctx context.Context, workspaceID string, f JobFilter, after *Cursor, limit int) ([]JobItem, *Cursor, error) {
	query, args := listQuery(workspaceID, f, after, limit)
	found, err := all(ctx, s.reader, "listing the jobs", func(r row) (j JobItem, err error) {
		err = r.Scan(&j.ID, &j.Title, &j.Status, instant{&j.CreatedAt})
		return j, err
	}, query, args...)
	if err != nil {
		return nil, nil, err
	}
	page, next := cut(found, limit, func(j JobItem) Cursor { return Cursor{CreatedAt: j.CreatedAt, ID: j.ID} })
	return page, next, nil
}

// listQuery asks for one row more than limit, which shows whether there is a
// next page.
func listQuery(workspaceID string, f JobFilter, after *Cursor, limit int) (string, []any) {
	query, args := "SELECT id, title, status, created_at FROM jobs WHERE deleted_at IS NULL AND workspace_id = $1", []any{workspaceID}
	with := func(condition string, values ...any) {
		for _, v := range values {
			args = append(args, v)
			condition += placeholder(len(args)) + ", "
		}
		query += " AND " + condition[:len(condition)-2]
	}
	if f.Folder != nil {
		with("folder_id = ", plain(*f.Folder))
	}
	if f.Status != "" {
		with("status = ", f.Status)
	}
	if after != nil {
		with("(created_at, id) < (", millis(after.CreatedAt), plain(after.ID))
		query += ")"
	}
	args = append(args, limit+1)
	return query + " ORDER BY created_at DESC, id DESC LIMIT " + placeholder(len(args)), args
}
