package api

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"clipd/internal/clip"
)

// formOverhead is what a form may hold beside the file: boundaries and headers.
const formOverhead = 64 << 10

// openUpload reads a form up to its file. The file is read from what is
// returned, as it arrives.
func (s *service) openUpload(w http.ResponseWriter, r *http.Request) (clip.Upload, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return clip.Upload{}, clip.Errorf(clip.UnsupportedMedia, "Content-Type", "send a form of Content-Type: multipart/form-data with one part, file")
	}
	if params["boundary"] == "" {
		return clip.Upload{}, clip.Errorf(clip.Invalid, "Content-Type", "Content-Type must name the boundary of the form")
	}
	if r.ContentLength > s.MaxUpload+formOverhead {
		return clip.Upload{}, errUploadSize(s.MaxUpload)
	}
	exchangeOf(r.Context()).body.idle = true
	body := connection{http.MaxBytesReader(w, r.Body, s.MaxUpload+formOverhead)}
	form := multipart.NewReader(body, params["boundary"])
	part, err := form.NextRawPart()
	if errors.Is(err, io.EOF) {
		return clip.Upload{}, wrong("file", "is required: send a form with one part of that name")
	}
	if err != nil {
		return clip.Upload{}, malformed(err, s.MaxUpload)
	}
	if part.FormName() != "file" {
		return clip.Upload{}, clip.Errorf(clip.Invalid, printable(part.FormName()), "unknown field %s; the form must have one part, file", printable(part.FormName()))
	}
	return clip.Upload{Name: part.FileName(), Body: &onlyPart{form: form, part: part, rest: body, max: s.MaxUpload}}, nil
}

// onlyPart reads a part of a form. It ends only when the form ends with it, so
// that whoever stores the file never keeps one of a form that is cut short or
// goes on.
type onlyPart struct {
	form *multipart.Reader
	part *multipart.Part
	rest io.Reader // what follows the form
	max  int64
	read int64
	err  error
}

func (p *onlyPart) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.part.Read(b)
	p.read += int64(n)
	switch {
	case p.read > p.max:
		n, p.err = 0, errUploadSize(p.max)
	case errors.Is(err, io.EOF):
		p.err = p.end()
	case err != nil:
		p.err = malformed(err, p.max)
	}
	return n, p.err
}

func (p *onlyPart) end() error {
	next, err := p.form.NextRawPart()
	switch {
	case errors.Is(err, io.EOF):
		// net/http sees the client leave only behind the end of the body.
		if _, err := io.Copy(io.Discard, p.rest); err != nil {
			return malformed(err, p.max)
		}
		return io.EOF
	case err != nil:
		return malformed(err, p.max)
	case next.FormName() == "file":
		return wrong("file", "was given more than once; upload one file at a time")
	}
	return clip.Errorf(clip.Invalid, printable(next.FormName()), "unknown field %s; the form must have one part, file", printable(next.FormName()))
}

// malformed tells why a form could not be read. multipart wraps what the
// connection said, so that is looked for first.
func malformed(err error, most int64) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errUploadSize(most)
	}
	if failed, ok := errors.AsType[*bodyError](err); ok {
		return unread(failed.err)
	}
	if err := unread(err); clip.CodeOf(err) == clip.Invalid {
		return err
	}
	return clip.Errorf(clip.Invalid, "", "the body is not a well-formed multipart/form-data form with that boundary")
}

func errUploadSize(most int64) *clip.Error {
	return clip.Errorf(clip.TooLarge, "file", "file must have at most %s", size(most))
}

func size(n int64) string {
	for _, unit := range []struct {
		name  string
		bytes int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if n >= unit.bytes && n%unit.bytes == 0 {
			return fmt.Sprintf("%d %s", n/unit.bytes, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// connection tells failures of the connection from those of the form.
type connection struct{ io.Reader }

func (c connection) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = &bodyError{err}
	}
	return n, err
}

type bodyError struct{ err error }

func (e *bodyError) Error() string { return e.err.Error() }
func (e *bodyError) Unwrap() error { return e.err }
