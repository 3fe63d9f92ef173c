package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// health answers /healthz and /readyz.
type health struct {
	Status string `json:"status" enum:"ok"`
}

// readyTimeout is how long the parts of the service may take to answer a probe.
const readyTimeout = 5 * time.Second

func (s *service) healthRoutes() {
	registry := s.doc.Components.Schemas
	fine := answer[health]{health{"ok"}}
	s.open(huma.Operation{
		OperationID: "healthz", Method: http.MethodGet, Path: "/healthz", Tags: []string{"Service"},
		Summary:   "Whether the process is alive",
		Responses: success[answer[health]](registry, "It is."),
	}, func(http.ResponseWriter, *http.Request, Identity) (any, error) { return fine, nil })

	s.open(huma.Operation{
		OperationID: "readyz", Method: http.MethodGet, Path: "/readyz", Tags: []string{"Service"},
		Summary:   "Whether database, storage, ffmpeg and models are usable",
		Responses: success[answer[health]](registry, "They are."),
		Errors:    []int{http.StatusServiceUnavailable},
	}, func(w http.ResponseWriter, r *http.Request, _ Identity) (any, error) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := s.Ready.Ready(ctx); err != nil {
			shown := clip.Errorf(clip.Unavailable, "", "the service is not ready; its log says why")
			if e, ok := errors.AsType[*clip.Error](err); ok {
				shown.Message = e.Message
			}
			shown.Err = err
			s.failAs(w, r, http.StatusServiceUnavailable, shown)
			return nil, nil
		}
		return fine, nil
	})

	metrics := s.Metrics.Handler()
	s.open(huma.Operation{
		OperationID: "metrics", Method: http.MethodGet, Path: "/metrics", Tags: []string{"Service"},
		Summary:   "Metrics for Prometheus",
		Responses: map[string]*huma.Response{"200": {Description: "The metrics.", Content: map[string]*huma.MediaType{"text/plain": {Schema: &huma.Schema{Type: huma.TypeString}}}}},
	}, func(w http.ResponseWriter, r *http.Request, _ Identity) (any, error) {
		metrics.ServeHTTP(w, r)
		return nil, nil
	})
}
