package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// service answers the requests of one [Config].
type service struct {
	Config
	mux     *http.ServeMux
	doc     *huma.OpenAPI
	limiter *limiter
	checker checker

	patience patience
}

// New returns the handler of the whole service. It starts no goroutine.
func New(c Config) (http.Handler, error) {
	s, err := newService(c)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(s.serve), nil
}

func newService(c Config) (*service, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	s := &service{Config: c, mux: http.NewServeMux(), doc: newDocument(c), limiter: newLimiter(c.RequestsPerSecond, c.Burst), patience: defaultPatience()}
	s.clipRoutes()
	s.assetRoutes()
	s.healthRoutes()
	// The routes have given every schema by now.
	finishDocument(s.doc)
	s.checker = newChecker(s.doc.Components.Schemas)
	if err := s.documentRoutes(); err != nil {
		return nil, err
	}
	s.fileRoutes()
	return s, nil
}

// documentRoutes serve the OpenAPI document and the page made from it. They come
// last, since the document is written out once.
func (s *service) documentRoutes() error {
	text, err := json.Marshal(s.doc)
	if err != nil {
		return fmt.Errorf("writing the OpenAPI document: %w", err)
	}
	s.mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text)
	})
	page, policy, err := docsPage(s.doc)
	if err != nil {
		return err
	}
	s.mux.HandleFunc("GET /docs", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", policy)
		_, _ = w.Write(page)
	})
	return nil
}
