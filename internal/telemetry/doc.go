// Package telemetry makes the service visible: Prometheus metrics in a registry
// of its own, and OpenTelemetry traces when an OTLP endpoint is configured.
//
// It knows nothing of jobs; others tell it what happened.
package telemetry
