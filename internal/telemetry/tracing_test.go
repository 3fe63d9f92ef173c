package telemetry

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/trace"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestNothingIsSentUnlessAsked(t *testing.T) {
	for _, tt := range []struct {
		env  map[string]string
		want bool
	}{
		{nil, false},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, true},
		{map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, true},
		{map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "True"}, false},
	} {
		if got := tracingAsked(func(k string) string { return tt.env[k] }); got != tt.want {
			t.Errorf("%v: %v", tt.env, got)
		}
	}
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "")
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "")
	provider, shutdown, err := Tracing(t.Context(), "clipd")
	if err != nil {
		t.Fatal(err)
	}
	ctx, span := provider.Tracer("test").Start(t.Context(), "nothing")
	span.End()
	if Traceparent(ctx) != "" {
		t.Error("a span without an endpoint has an id")
	}
	if err := shutdown(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestATraceGoesThroughARowAndReachesTheEndpoint(t *testing.T) {
	arrived := make(chan string, 8)
	collector := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { arrived <- r.URL.Path }))
	defer collector.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.URL)
	provider, shutdown, err := Tracing(t.Context(), "clipd")
	if err != nil {
		t.Fatal(err)
	}
	ctx, span := provider.Tracer("test").Start(t.Context(), "request")
	row := Traceparent(ctx)
	resumed, work := provider.Tracer("test").Start(WithTraceparent(context.Background(), row), "work")
	if a, b := span.SpanContext().TraceID(), trace.SpanContextFromContext(resumed).TraceID(); a != b || !a.IsValid() {
		t.Errorf("request of trace %v, work of %v", a, b)
	}
	remote := WithRemote(context.Background(), http.Header{"Traceparent": {row}})
	if got := trace.SpanContextFromContext(remote).TraceID(); got != span.SpanContext().TraceID() {
		t.Errorf("remote trace %v", got)
	}
	work.End()
	span.End()
	if err := shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	if path := <-arrived; !strings.HasSuffix(path, "/v1/traces") {
		t.Errorf("sent to %s", path)
	}
}

func TestAMalformedTraceparentChangesNothing(t *testing.T) {
	for _, parent := range []string{"", "x", "00-0-0-00", "00-00000000000000000000000000000000-0000000000000000-01"} {
		if sc := trace.SpanContextFromContext(WithTraceparent(t.Context(), parent)); sc.IsValid() {
			t.Errorf("%q gives %v", parent, sc)
		}
	}
}
