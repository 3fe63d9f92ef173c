package api

import (
	"net/http"
	"path"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// handler answers a request of who. What it returns becomes the answer: the
// data, as it is, or the error.
type handler func(w http.ResponseWriter, r *http.Request, who Identity) (any, error)

// keyed adds an operation that needs a key to the routes and to the document.
func (s *service) keyed(op huma.Operation, h handler) {
	op.Security = []map[string][]string{{apiKeyScheme: {}}, {bearerScheme: {}}}
	documentErrors(s.doc, &op, http.StatusUnauthorized, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
	s.doc.AddOperation(&op)
	s.mux.HandleFunc(op.Method+" "+op.Path, func(w http.ResponseWriter, r *http.Request) {
		who, err := s.authenticate(r)
		if err == nil {
			err = s.limiter.allow(who.KeyID, s.Now())
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.answer(w, r, h, who)
	})
}

// open adds an operation that anybody may ask for.
func (s *service) open(op huma.Operation, h handler) {
	op.Security = []map[string][]string{}
	documentErrors(s.doc, &op)
	s.doc.AddOperation(&op)
	s.mux.HandleFunc(op.Method+" "+op.Path, func(w http.ResponseWriter, r *http.Request) { s.answer(w, r, h, Identity{}) })
}

func (s *service) answer(w http.ResponseWriter, r *http.Request, h handler, who Identity) {
	data, err := h(w, r, who)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if data != nil {
		s.write(w, r, http.StatusOK, data)
	}
}

// route finds what answers r. Where ServeMux would redirect or refuse in its own
// words, the contract's envelope is written instead.
func (s *service) route(w http.ResponseWriter, r *http.Request) {
	if !clean(r.URL.EscapedPath()) {
		s.fail(w, r, notFound("address"))
		return
	}
	h, pattern := s.mux.Handler(r)
	if pattern != "" {
		s.mux.ServeHTTP(w, r)
		return
	}
	refusal := &discarded{header: http.Header{}}
	h.ServeHTTP(refusal, r)
	if refusal.status != http.StatusMethodNotAllowed {
		s.fail(w, r, notFound("address"))
		return
	}
	allowed := refusal.header.Get("Allow")
	w.Header().Set("Allow", allowed)
	s.failAs(w, r, http.StatusMethodNotAllowed, clip.Errorf(clip.Invalid, "", "this address does not take %s; use one of %s", printable(r.Method), allowed))
}

// clean tells whether ServeMux would take p as it is, without a redirect.
func clean(p string) bool {
	want := path.Clean(p)
	if strings.HasSuffix(p, "/") && want != "/" {
		want += "/"
	}
	return p == want && p != strings.TrimSuffix(filesPath, "/")
}

// discarded keeps the status and the header of an answer, not its body.
type discarded struct {
	header http.Header
	status int
}

func (d *discarded) Header() http.Header         { return d.header }
func (d *discarded) WriteHeader(status int)      { d.status = status }
func (d *discarded) Write(b []byte) (int, error) { return len(b), nil }
