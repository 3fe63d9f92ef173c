package telemetry

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the counters of one process, in a registry of their own.
type Metrics struct {
	registry *prometheus.Registry

	requests  *prometheus.CounterVec
	latency   *prometheus.HistogramVec
	stages    *prometheus.HistogramVec
	jobs      *prometheus.CounterVec
	callbacks *prometheus.CounterVec
	bytes     *prometheus.CounterVec
	tokens    *prometheus.CounterVec
}

// NewMetrics returns counters at zero, with those of the Go runtime and of the
// process beside them.
func NewMetrics() *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "clipd", Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: "clipd", Name: name, Help: help, Buckets: buckets}, labels)
	}
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: counter("http_requests_total", "Requests answered.", "method", "route", "status"),
		latency: histogram("http_request_duration_seconds", "Time from a request's header to the end of its answer.",
			[]float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60, 600}, "method", "route"),
		stages: histogram("stage_duration_seconds", "Time that a stage of a job took, whether it succeeded or not.",
			[]float64{.1, .5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200}, "stage"),
		jobs:      counter("jobs_ended_total", "Jobs that ended; code is why one failed.", "status", "code"),
		callbacks: counter("callbacks_total", "Attempts to deliver a callback.", "result"),
		bytes:     counter("bytes_total", "Bytes taken in and given out.", "direction", "kind"),
		tokens:    counter("language_model_tokens_total", "Tokens that the language model which chooses moments read and wrote, by its own count.", "kind"),
	}
	m.registry.MustRegister(m.requests, m.latency, m.stages, m.jobs, m.callbacks, m.bytes, m.tokens,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler serves the metrics in the formats of Prometheus.
func (m *Metrics) Handler() http.Handler {
	// A queue that cannot be read must not hide all the rest.
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, Registry: m.registry})
}

// Request counts one answered request. route is the pattern that matched, never
// the path itself, so that there are few of them.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	method = knownMethod(method)
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Inc()
	m.latency.WithLabelValues(method, route).Observe(took.Seconds())
}

// Stage counts one run of a stage.
func (m *Metrics) Stage(stage string, took time.Duration) {
	m.stages.WithLabelValues(stage).Observe(took.Seconds())
}

// JobEnded counts the end of a job. code is why it failed, "" where it did not.
func (m *Metrics) JobEnded(status, code string) { m.jobs.WithLabelValues(status, code).Inc() }

// Callback counts one attempt to deliver: delivered, failed or given_up.
func (m *Metrics) Callback(result string) { m.callbacks.WithLabelValues(result).Inc() }

// Direction tells whether bytes came or went.
type Direction string

// The directions.
const (
	In  Direction = "in"
	Out Direction = "out"
)

// Bytes counts n bytes of a kind, such as request, response, source or clip.
func (m *Metrics) Bytes(d Direction, kind string, n int64) {
	m.bytes.WithLabelValues(string(d), kind).Add(float64(max(n, 0)))
}

// LanguageModel counts the tokens that a language model read and wrote.
func (m *Metrics) LanguageModel(read, written int64) {
	m.tokens.WithLabelValues("read").Add(float64(max(read, 0)))
	m.tokens.WithLabelValues("written").Add(float64(max(written, 0)))
}

// knownMethod keeps what clients make up out of the labels.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch,
		http.MethodDelete, http.MethodOptions, http.MethodTrace, http.MethodConnect:
		return method
	}
	return "other"
}
