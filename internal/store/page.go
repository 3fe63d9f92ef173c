package store

import (
	"strconv"
	"time"
)

// Cursor is where a page of a list ended: what comes next was made before.
type Cursor struct {
	CreatedAt time.Time
	ID        string
}

// cut makes a page of the rows that were asked for with one more than limit,
// and the cursor of the next page where there is that one more.
func cut[T any](rows []T, limit int, at func(T) Cursor) ([]T, *Cursor) {
	if len(rows) <= limit {
		return rows, nil
	}
	next := at(rows[limit-1])
	return rows[:limit], &next
}

// placeholder is the n-th parameter of a query text.
func placeholder(n int) string { return "$" + strconv.Itoa(n) }
