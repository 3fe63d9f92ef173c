package queue

import (
	"testing"
	"time"

	"clipd/internal/store"
)

// The age of a queue is that of what could have run for the longest time, and
// what is to be tried later does not count.
func TestAge(t *testing.T) {
	each(t, func(t *testing.T, rows *store.Store) {
		q := open(t, rows, "w", Options{}, nil)
		for name, shift := range map[string]string{"late": "-90", "later": "-10", "soon": "90"} {
			put(t, q, name, Insert{Queue: name})
			then := "now() + interval '" + shift + " seconds'"
			if rows.Dialect() == store.SQLite {
				then = "datetime('now', '" + shift + " seconds')"
			}
			if _, err := rows.DB().ExecContext(t.Context(), "UPDATE river_job SET scheduled_at = "+then+" WHERE queue = $1", name); err != nil {
				t.Fatal(err)
			}
		}
		put(t, q, "fresh", Insert{Queue: "late"})
		got, err := q.Depths(t.Context())
		if err != nil || len(got) != 3 {
			t.Fatalf("depths %v, %v", got, err)
		}
		for i, want := range []time.Duration{90 * time.Second, 10 * time.Second, 0} {
			if over := got[i].Age - want; over < -time.Second || over > patience || want == 0 && over != 0 {
				t.Errorf("%+v, want an age of %v", got[i], want)
			}
		}
	})
}

// depth is that of the one queue that has tasks, without its age.
func (q *Queue) depth(t *testing.T) Depth {
	t.Helper()
	all, err := q.Depths(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("depths %v, %v", all, err)
	}
	all[0].Age = 0
	return all[0]
}
