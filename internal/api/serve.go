package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"clipd/internal/telemetry"
)

// serve answers every request: it gives it an id and a span, keeps a panic from
// ending the process, and tells the log and the metrics how it went.
func (s *service) serve(w http.ResponseWriter, r *http.Request) {
	x := &exchange{ResponseWriter: w, id: requestID(r), began: s.Now(), patience: s.patience}
	ctx, span := s.Tracer.Start(telemetry.WithRemote(r.Context(), r.Header), r.Method, trace.WithSpanKind(trace.SpanKindServer))
	defer span.End()
	r = r.WithContext(context.WithValue(ctx, exchangeKey{}, x))
	x.body = newTimedBody(r.Body, x)
	r.Body = x.body
	x.Header().Set("X-Request-Id", x.id)
	x.Header().Set("X-Content-Type-Options", "nosniff")
	defer func() {
		thrown := recover()
		if thrown != nil && thrown != http.ErrAbortHandler {
			err := fmt.Errorf("panic: %v\n%s", thrown, debug.Stack())
			if x.status == 0 {
				s.fail(x, r, err)
				thrown = nil
			} else {
				x.err = err
			}
		}
		s.tell(x, r, span)
		if thrown != nil {
			// The answer has begun; only a cut connection says that it is not whole.
			panic(http.ErrAbortHandler)
		}
	}()
	s.route(x, r)
}

// clientGone is what the log and the metrics say where nobody waited for the
// answer.
const clientGone = 499

// tell writes the access log and counts the request. Neither a key nor the query
// appears, since the query of a link to a file is its signature.
func (s *service) tell(x *exchange, r *http.Request, span trace.Span) {
	status := x.status
	if errors.Is(x.err, context.Canceled) && r.Context().Err() != nil {
		status = clientGone
	} else if status == 0 {
		status = http.StatusOK
	}
	_, route, found := strings.Cut(r.Pattern, " ")
	if !found {
		route = "none"
	}
	took := s.Now().Sub(x.began)
	s.Metrics.Request(r.Method, route, status, took)
	s.Metrics.Bytes(telemetry.In, "request", x.in)
	s.Metrics.Bytes(telemetry.Out, "response", x.out)
	span.SetName(printable(r.Method) + " " + route)
	span.SetAttributes(attribute.String("http.request.method", r.Method), attribute.String("http.route", route),
		attribute.Int("http.response.status_code", status))

	level := slog.LevelInfo
	switch {
	case status >= http.StatusInternalServerError:
		level = slog.LevelError
		span.SetStatus(codes.Error, "")
	case found && x.who.KeyID == "" && status < http.StatusBadRequest:
		level = slog.LevelDebug // probes and scrapes
	}
	attrs := []slog.Attr{
		slog.String("request_id", x.id), slog.String("method", printable(r.Method)), slog.String("path", r.URL.Path),
		slog.String("route", route), slog.Int("status", status), slog.Duration("took", took),
		slog.Int64("bytes_in", x.in), slog.Int64("bytes_out", x.out), slog.String("remote", r.RemoteAddr),
	}
	if x.who.KeyID != "" {
		attrs = append(attrs, slog.String("key", x.who.KeyID), slog.String("workspace", x.who.Workspace))
	}
	if sc := span.SpanContext(); sc.IsValid() {
		attrs = append(attrs, slog.String("trace_id", sc.TraceID().String()))
	}
	if x.err != nil {
		attrs = append(attrs, slog.Any("error", x.err))
	}
	s.Log.LogAttrs(r.Context(), level, "request", attrs...)
}
