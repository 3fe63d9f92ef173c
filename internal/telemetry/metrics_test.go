package telemetry

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func TestMetricsTellWhatHappened(t *testing.T) {
	m := NewMetrics()
	m.Request("GET", "/v3/clips/{clip_job_id}", 200, 20*time.Millisecond)
	m.Request("BREW", "", 405, time.Millisecond)
	m.Stage("transcribe", 90*time.Second)
	m.JobEnded("failed", "unusable_source")
	m.Callback("delivered")
	m.Bytes(In, "source", 1000)
	m.Bytes(In, "source", -1)
	m.LanguageModel(321, 12)
	m.WatchQueues(func(context.Context) ([]QueueState, error) {
		return []QueueState{{Queue: "light", Waiting: 3, Running: 1, Age: 90 * time.Second}}, nil
	})
	got := scrape(t, m)
	for _, want := range []string{
		`clipd_http_requests_total{method="GET",route="/v3/clips/{clip_job_id}",status="200"} 1`,
		`clipd_http_requests_total{method="other",route="",status="405"} 1`,
		`clipd_http_request_duration_seconds_bucket{method="GET",route="/v3/clips/{clip_job_id}",le="0.025"} 1`,
		`clipd_stage_duration_seconds_sum{stage="transcribe"} 90`,
		`clipd_jobs_ended_total{code="unusable_source",status="failed"} 1`,
		`clipd_callbacks_total{result="delivered"} 1`,
		`clipd_bytes_total{direction="in",kind="source"} 1000`,
		`clipd_language_model_tokens_total{kind="read"} 321`,
		`clipd_language_model_tokens_total{kind="written"} 12`,
		`clipd_queue_waiting{queue="light"} 3`,
		`clipd_queue_running{queue="light"} 1`,
		`clipd_queue_oldest_seconds{queue="light"} 90`,
		`go_goroutines `,
		`process_open_fds `,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
}

func TestABrokenQueueHidesNothingElse(t *testing.T) {
	m := NewMetrics()
	m.Callback("failed")
	m.WatchQueues(func(context.Context) ([]QueueState, error) { return nil, errors.New("the database is away") })
	got := scrape(t, m)
	if !strings.Contains(got, "clipd_callbacks_total") || strings.Contains(got, "clipd_queue_waiting{") {
		t.Errorf("got %s", got)
	}
}
