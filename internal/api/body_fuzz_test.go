package api

import (
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"clipd/internal/clip"
)

// FuzzDecode holds that a body is either refused as a wrong request or becomes a
// job that keeps to every limit.
func FuzzDecode(f *testing.F) {
	for _, body := range []string{
		`{` + source + `}`, `{"video":{"type":"asset_id","asset_id":"asset_1"},"max_clips":1e1}`, `[]`, `{"video":null}`, ``,
		`{` + source + `,"windows":[{"start":0,"end":1e308,"label":"x"}],"title":"\ud800","folder_id":null}`,
		`{` + source + `,"max_clips":1e-999999999,"aspect_ratio":"1:1","enable_caption":true}`,
	} {
		f.Add([]byte(body))
	}
	config := newBench().config
	s, err := newService(config)
	if err != nil {
		f.Fatal(err)
	}
	request := requestSchema[clipRequest](s.doc.Components.Schemas)
	f.Fuzz(func(t *testing.T, text []byte) {
		body := defaultClipRequest()
		hash, err := s.checker.decode(text, request, &body)
		if err == nil {
			var job clip.JobRequest
			if job, err = s.job(body, "https://x"); err == nil {
				if len(hash) != 64 || job.Settings.Validate() != nil || !json.Valid(text) || !utf8.Valid(text) {
					t.Errorf("%q becomes %+v", text, job)
				}
				return
			}
		}
		if e, ok := errors.AsType[*clip.Error](err); !ok || e.Code != clip.Invalid || e.Message == "" || !utf8.ValidString(e.Message+e.Param) || len(e.Message) > 2000 {
			t.Errorf("%q is refused with %v", text, err)
		}
	})
}
