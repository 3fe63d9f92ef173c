package queue

import (
	"context"
	"fmt"
	"time"

	"clipd/internal/store"
)

// Depth is how many tasks of a queue there are.
type Depth struct {
	Queue   string
	Waiting int // can run now, or will be tried again
	Running int
	Age     time.Duration // of the one that could run for the longest time, 0 where none could
}

// Depths returns the depth of each queue that has tasks.
func (q *Queue) Depths(ctx context.Context) ([]Depth, error) {
	age := "extract(epoch FROM now() - min(scheduled_at) FILTER (WHERE state <> 'running'))"
	if q.config.Store.Dialect() == store.SQLite {
		age = "(julianday('now') - julianday(min(scheduled_at) FILTER (WHERE state <> 'running'))) * 86400"
	}
	rows, err := q.config.Store.DB().QueryContext(ctx, `SELECT queue,
		count(*) FILTER (WHERE state <> 'running'), count(*) FILTER (WHERE state = 'running'), coalesce(`+age+`, 0)
		FROM river_job WHERE state IN ('available', 'pending', 'retryable', 'running', 'scheduled') GROUP BY queue ORDER BY queue`)
	if err != nil {
		return nil, fmt.Errorf("counting the queue: %w", err)
	}
	defer rows.Close()
	var depths []Depth
	for rows.Next() {
		var d Depth
		var seconds float64
		if err := rows.Scan(&d.Queue, &d.Waiting, &d.Running, &seconds); err != nil {
			return nil, fmt.Errorf("counting the queue: %w", err)
		}
		d.Age = max(0, time.Duration(seconds*float64(time.Second))) // one that is to be tried later is not late
		depths = append(depths, d)
	}
	return depths, rows.Err()
}
