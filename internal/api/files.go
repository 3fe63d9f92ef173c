package api

import (
	"net/http"

	"clipd/internal/clip"
)

const filesPath = "/files/"

// fileRoutes serve signed links. They are no part of the document: a link is
// followed as it was given.
func (s *service) fileRoutes() {
	if s.Files == nil {
		return
	}
	s.mux.HandleFunc("GET "+filesPath, func(w http.ResponseWriter, r *http.Request) {
		watched := &ownErrors{ResponseWriter: w}
		s.Files.ServeHTTP(watched, r)
		if watched.failed != 0 {
			s.refuseFile(w, r, watched.failed)
		}
	})
}

// refuseFile says in the contract's words what the server of files said in its
// own.
func (s *service) refuseFile(w http.ResponseWriter, r *http.Request, status int) {
	for _, name := range []string{"Content-Length", "Content-Type", "Content-Disposition", "ETag", "Last-Modified"} {
		w.Header().Del(name)
	}
	err := clip.Errorf(clip.Invalid, "", "this link cannot be used; read the job or the asset again for a new one")
	switch {
	case status == http.StatusRequestedRangeNotSatisfiable:
		err.Message = "Range lies outside of the file"
	case status == http.StatusForbidden, status == http.StatusUnauthorized:
		err.Code = clip.Forbidden
		err.Message = "this link has expired or was altered; read the job or the asset again for a new one"
	case status == http.StatusNotFound:
		err = notFound("file")
	case status == http.StatusServiceUnavailable:
		err = clip.Errorf(clip.Unavailable, "", "the storage of files does not answer; try again later")
	case status >= http.StatusInternalServerError:
		err = clip.Errorf(clip.Internal, "", "internal error")
	}
	s.failAs(w, r, status, err)
}

// ownErrors holds back an answer that is an error.
type ownErrors struct {
	http.ResponseWriter
	failed int
}

// Unwrap is for [http.ResponseController].
func (o *ownErrors) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// WriteHeader lets everything through but errors.
func (o *ownErrors) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		o.failed = status
		return
	}
	o.ResponseWriter.WriteHeader(status)
}

// Write drops the text of an error.
func (o *ownErrors) Write(b []byte) (int, error) {
	if o.failed != 0 {
		return len(b), nil
	}
	return o.ResponseWriter.Write(b)
}
