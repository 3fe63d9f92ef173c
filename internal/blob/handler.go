package blob

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"time"

	cloud "gocloud.dev/blob"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Handler answers GET and HEAD of the links that [Store.URL] makes, with Range,
// ETag, If-None-Match, Content-Type and Content-Disposition. A link that was
// altered or has ended is answered with 403, one to an object that is gone with
// 404, as JSON in the shape of the API's errors.
func (s *Store) Handler() http.Handler { return http.HandlerFunc(s.serveLink) }

func (s *Store) serveLink(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, "validation_error", "files can be read with GET and HEAD alone")
		return
	}
	l, ok := readLink(s.key, r.URL.Path, r.URL.Query())
	if !ok {
		refuse(w, http.StatusForbidden, "forbidden", "this link was altered, or its signing key was replaced; ask for a new one")
		return
	}
	left := time.Unix(l.expires, 0).Sub(s.now())
	if left <= 0 {
		refuse(w, http.StatusForbidden, "forbidden", "this link has ended; ask for a new one")
		return
	}
	var err error
	switch {
	case s.folder != nil:
		err = s.serveFile(w, r, l)
	case r.Method == http.MethodHead:
		err = s.serveHead(w, r, l)
	default:
		err = s.sendOn(w, r, l, left)
	}
	switch {
	case errors.Is(err, ErrNotFound):
		refuse(w, http.StatusNotFound, "not_found", "this file was deleted")
	case err != nil:
		s.log.ErrorContext(r.Context(), "serving a file", "key", l.key, "error", err)
		refuse(w, http.StatusServiceUnavailable, "unavailable", "the storage does not answer; try again later")
	}
}

func (s *Store) serveFile(w http.ResponseWriter, r *http.Request, l link) error {
	f, err := os.Open(s.folder.path(l.key))
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	if st.IsDir() {
		return ErrNotFound
	}
	serveContent(w, r, l, Object{ETag: fmt.Sprintf(`"%x-%x"`, st.ModTime().UnixNano(), st.Size()), Modified: st.ModTime()}, f)
	return nil
}

func (s *Store) serveHead(w http.ResponseWriter, r *http.Request, l link) error {
	o, err := s.Stat(r.Context(), l.key)
	if err != nil {
		return err
	}
	serveContent(w, r, l, o, io.NewSectionReader(nil, 0, o.Size))
	return nil
}

func serveContent(w http.ResponseWriter, r *http.Request, l link, o Object, content io.ReadSeeker) {
	h := w.Header()
	h.Set("ETag", o.ETag)
	h.Set("Content-Type", l.mediaType())
	h.Set("Content-Disposition", l.disposition())
	h.Set("Cache-Control", "private, no-cache")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'")
	http.ServeContent(w, r, "", o.Modified, content)
}

// sendOn answers with an address that S3 signs. It holds as long as the link,
// and at most the week that S3 allows.
func (s *Store) sendOn(w http.ResponseWriter, r *http.Request, l link, left time.Duration) error {
	if _, err := s.Stat(r.Context(), l.key); err != nil {
		return err
	}
	to, err := s.signedByS3(r.Context(), l, min(left, 7*24*time.Hour))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, to, http.StatusTemporaryRedirect)
	return nil
}

func (s *Store) signedByS3(ctx context.Context, l link, lifetime time.Duration) (string, error) {
	kind, disposition := l.mediaType(), l.disposition()
	return s.bucket.SignedURL(ctx, l.key, &cloud.SignedURLOptions{
		Expiry: max(lifetime, time.Second),
		Method: http.MethodGet,
		BeforeSign: func(as func(any) bool) error {
			var in *s3.GetObjectInput
			if as(&in) {
				in.ResponseContentType, in.ResponseContentDisposition = &kind, &disposition
			}
			return nil
		},
	})
}

// mediaType does not ask the system's tables, so that it is the same everywhere.
func (l link) mediaType() string {
	if l.contentType != "" {
		return l.contentType
	}
	switch path.Ext(l.key) {
	case ".mp4":
		return "video/mp4"
	case ".jpg":
		return "image/jpeg"
	case ".vtt":
		return "text/vtt; charset=utf-8"
	case ".json":
		return "application/json"
	}
	return "application/octet-stream"
}

func (l link) disposition() string {
	name := l.filename
	if name == "" {
		name = path.Base(l.key)
	}
	return mime.FormatMediaType("inline", map[string]string{"filename": name})
}

// refuse answers with an error in the API's shape.
func refuse(w http.ResponseWriter, status int, code, message string) {
	var body struct {
		Error struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		} `json:"error"`
	}
	body.Error.Code, body.Error.Message = code, message
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body)
}
