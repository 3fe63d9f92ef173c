package fetch

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
)

// part is an unfinished download on disk: the bytes so far in path.part and
// where they came from in path.part.json.
type part struct {
	path   string
	file   *os.File
	size   int64
	origin origin
}

// origin is what a part needs to be resumed.
type origin struct {
	URL       string `json:"url"`
	Validator string `json:"validator"` // for If-Range; "" when there is none
	Total     int64  `json:"total"`     // bytes of the whole, -1 when not known
}

// openPart opens the part for a download of url to dst. A part of something
// else, or one without a validator, begins anew.
func openPart(dst, url string) (*part, error) {
	p := &part{path: dst + ".part", origin: origin{URL: url, Total: -1}}
	var kept origin
	if b, err := os.ReadFile(p.path + ".json"); err == nil && json.Unmarshal(b, &kept) == nil && kept.URL == url && kept.Validator != "" {
		p.origin = kept
	}
	f, err := os.OpenFile(p.path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, err
	}
	p.file = f
	if p.origin.Validator == "" {
		err = p.restart(p.origin)
	} else {
		p.size, err = f.Seek(0, io.SeekEnd)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return p, nil
}

// restart drops the bytes so far and remembers a new origin.
func (p *part) restart(o origin) error {
	if err := p.file.Truncate(0); err != nil {
		return err
	}
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	p.size, p.origin = 0, o
	if o.Validator == "" {
		return ignoreMissing(os.Remove(p.path + ".json"))
	}
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return os.WriteFile(p.path+".json", b, 0o666)
}

func (p *part) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	p.size += int64(n)
	return n, err
}

// finish makes the part the whole file dst.
func (p *part) finish(dst string) error {
	if err := p.file.Sync(); err != nil {
		return err
	}
	if err := p.file.Close(); err != nil {
		return err
	}
	if err := os.Rename(p.path, dst); err != nil {
		return err
	}
	return ignoreMissing(os.Remove(p.path + ".json"))
}

// leave closes an unfinished part and keeps it when it can be resumed.
func (p *part) leave(keep bool) {
	p.file.Close()
	if keep && p.origin.Validator != "" && p.size > 0 {
		return
	}
	os.Remove(p.path)
	os.Remove(p.path + ".json")
}

// strong is an entity tag or date that can stand in If-Range; "" for none.
func strong(etag, modified string) string {
	if strings.HasPrefix(etag, `"`) {
		return etag
	}
	if etag == "" {
		return modified
	}
	return ""
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
