package api

import (
	"log/slog"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/trace"

	"clipd/internal/telemetry"
)

// Config is what a handler is made of. Every field is needed but those that
// name their default.
type Config struct {
	Jobs   Jobs
	Assets Assets
	Keys   Keys
	Ready  Probe

	// Files serves /files/ to whoever has a signed link; nil where the storage
	// serves its links itself.
	Files http.Handler
	// PublicURL is what links begin with, such as https://clips.example.org;
	// where it is "", links begin with the host that the client asked.
	PublicURL string
	// Version of the program, as the OpenAPI document gives it.
	Version string

	// MaxUpload is the most bytes of one uploaded file.
	MaxUpload int64
	// RequestsPerSecond and Burst limit the requests of one key; with 0
	// requests a second there is no limit.
	RequestsPerSecond float64
	Burst             int

	// CheckURL and CheckCallback tell what is wrong with the shape of a source's
	// and a callback's URL; their messages are shown to the client.
	CheckURL      func(string) error
	CheckCallback func(string) error

	Log     *slog.Logger
	Metrics *telemetry.Metrics
	Tracer  trace.Tracer
	Now     func() time.Time // time.Now where nil
}
