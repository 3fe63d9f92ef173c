package jobs

import (
	"database/sql"
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"clipd/internal/clip"
	"clipd/internal/store"
	"clipd/internal/store/storetest"
	"clipd/internal/telemetry"
)

// An end counts when it is committed, and not in a transaction that is undone or
// done again.
func TestEndIsCountedOnce(t *testing.T) {
	rows, err := store.Open(t.Context(), storetest.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	s := &Service{Config: Config{Store: rows, Metrics: telemetry.NewMetrics()}}
	failed, undone := end{clip.Failed, clip.Unusable}, errors.New("undone")
	for _, tt := range []struct {
		how  end
		err  error
		want string
	}{{failed, undone, ""}, {end{}, nil, ""}, {failed, nil, " 1"}, {failed, undone, " 1"}} {
		if err := s.ending(t.Context(), func(*sql.Tx) (end, error) { return tt.how, tt.err }); !errors.Is(err, tt.err) {
			t.Errorf("got %v, want %v", err, tt.err)
		}
		answer := httptest.NewRecorder()
		s.Metrics.Handler().ServeHTTP(answer, httptest.NewRequest("GET", "/metrics", nil))
		_, after, _ := strings.Cut(answer.Body.String(), `clipd_jobs_ended_total{code="unusable_source",status="failed"}`)
		if got, _, _ := strings.Cut(after, "\n"); got != tt.want {
			t.Errorf("after %+v and %v: %q jobs ended, want %q", tt.how, tt.err, got, tt.want)
		}
	}
}
