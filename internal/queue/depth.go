package queue

import (
	"context"
	"fmt"
)

// Depth is how many tasks of a queue there are.
type Depth struct {
	Queue   string
	Waiting int // can run now, or will be tried again
	Running int
}

// Depths returns the depth of each queue that has tasks.
func (q *Queue) Depths(ctx context.Context) ([]Depth, error) {
	rows, err := q.config.Store.DB().QueryContext(ctx, `SELECT queue,
		count(*) FILTER (WHERE state <> 'running'), count(*) FILTER (WHERE state = 'running')
		FROM river_job WHERE state IN ('available', 'pending', 'retryable', 'running', 'scheduled') GROUP BY queue ORDER BY queue`)
	if err != nil {
		return nil, fmt.Errorf("counting the queue: %w", err)
	}
	defer rows.Close()
	var depths []Depth
	for rows.Next() {
		var d Depth
		if err := rows.Scan(&d.Queue, &d.Waiting, &d.Running); err != nil {
			return nil, fmt.Errorf("counting the queue: %w", err)
		}
		depths = append(depths, d)
	}
	return depths, rows.Err()
}
