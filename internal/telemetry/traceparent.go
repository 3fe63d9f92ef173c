package telemetry

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/propagation"
)

const traceparent = "traceparent"

// Traceparent returns the span of ctx as the value of a W3C traceparent header,
// "" where there is none. It is kept in a queue's row so that the work belongs
// to the trace of the request; the tracestate is left behind.
func Traceparent(ctx context.Context) string {
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	return carrier[traceparent]
}

// WithTraceparent returns ctx as a child of the span that parent names. One that
// is empty or malformed changes nothing.
func WithTraceparent(ctx context.Context, parent string) context.Context {
	return propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{traceparent: parent})
}

// WithRemote returns ctx as a child of the span in a request's header.
func WithRemote(ctx context.Context, h http.Header) context.Context {
	return propagation.TraceContext{}.Extract(ctx, propagation.HeaderCarrier(h))
}
