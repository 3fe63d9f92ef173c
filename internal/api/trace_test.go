package api

import (
	"errors"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
)

func TestARequestIsASpanOfTheCallersTrace(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	b := newBench(func(c *Config) {
		c.Tracer = sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)).Tracer("test")
	})
	h := b.handler(t)
	const trace = "0af7651916cd43dd8448eb211c80319c"
	call(t, h, "GET", "/v3/clips/clip_none", nil, header("Traceparent", "00-"+trace+"-b7ad6b7169203331-01"))
	b.fail = errors.New("the database is away")
	post(t, h, `{`+source+`}`)
	ended := spans.Ended()
	if len(ended) != 2 {
		t.Fatalf("%d spans", len(ended))
	}
	if s := ended[0]; s.Name() != "GET /v3/clips/{clip_job_id}" || s.SpanContext().TraceID().String() != trace || s.Status().Code == codes.Error {
		t.Errorf("span %q of %v, %v", s.Name(), s.SpanContext().TraceID(), s.Status())
	}
	if s := ended[1]; s.Name() != "POST /v3/clips" || s.Status().Code != codes.Error {
		t.Errorf("span %q, %v", s.Name(), s.Status())
	}
	if !strings.Contains(b.log.String(), `"trace_id":"`+trace+`"`) {
		t.Errorf("the log has no trace: %s", b.log)
	}
}
