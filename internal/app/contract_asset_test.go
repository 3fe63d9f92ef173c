package app

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"clipd/internal/clip"
	"clipd/internal/mediatest"
)

// upload sends a file under a name.
func (c caller) upload(t *testing.T, name string, content []byte) reply {
	t.Helper()
	var form bytes.Buffer
	m := multipart.NewWriter(&form)
	part, err := m.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = part.Write(content)
	m.Close()
	return c.call(t, http.MethodPost, "/v3/assets", &form, "Content-Type", m.FormDataContentType())
}

func assetOf(t *testing.T, r reply) clip.Asset {
	t.Helper()
	var a struct{ Data clip.Asset }
	r.into(t, &a)
	return a.Data
}

// assets: what is media by its content is kept, once for a workspace.
func (w *walk) assets(t *testing.T) {
	video, err := os.ReadFile(mediatest.Make(t, mediatest.Recording{Name: "upload.mp4", Seconds: 3}))
	if err != nil {
		t.Fatal(err)
	}
	a := assetOf(t, w.upload(t, "my talk.txt", video))
	if !strings.HasPrefix(a.ID, "asset_") || a.MIMEType != "video/mp4" || a.SizeBytes != int64(len(video)) {
		t.Errorf("the asset is %+v", a)
	}
	again := assetOf(t, w.upload(t, "again.mp4", video))
	w.linked(t, a.URL, "video/mp4", "my talk.txt", video)
	got := assetOf(t, w.call(t, http.MethodGet, "/v3/assets/"+a.ID, nil))
	if got.URL = a.URL; got != a {
		t.Errorf("read again it is %+v, was %+v", got, a)
	}
	if sources := slices.DeleteFunc(files(t, w.objects), func(f string) bool {
		return !strings.Contains(f, "sources") || !strings.HasSuffix(f, "video") || sizeOf(t, filepath.Join(w.objects, f)) != a.SizeBytes
	}); len(sources) != 1 {
		t.Errorf("the same content is stored %d times: %v", len(sources), sources)
	}
	page := w.list(t, "/v3/assets?limit=1")
	if len(page.Data) != 1 || page.Data[0].AssetID != again.ID || !page.HasMore {
		t.Fatalf("the first page of assets is %+v", page)
	}
	if rest := w.list(t, "/v3/assets?token="+*page.NextToken); !slices.Equal(rest.ids(), []string{a.ID}) {
		t.Errorf("the rest of the assets is %v", rest.ids())
	}

	job := w.create(t, `{"video": {"type": "asset_id", "asset_id": "`+a.ID+`"}, "windows": [{"start": 0.5, "end": 2}], "aspect_ratio": "1:1"}`)
	w.other.call(t, http.MethodPost, "/v3/clips", `{"video": {"type": "asset_id", "asset_id": "`+a.ID+`"}}`).refused(t, 404, clip.NotFound)
	if r := w.call(t, http.MethodDelete, "/v3/assets/"+a.ID, nil); r.status != 200 || !strings.Contains(r.body, a.ID) {
		t.Errorf("deleting an asset answers %d %s", r.status, r.body)
	}
	w.call(t, http.MethodGet, "/v3/assets/"+a.ID, nil).refused(t, 404, clip.NotFound)
	w.call(t, http.MethodDelete, "/v3/assets/"+a.ID, nil).refused(t, 404, clip.NotFound)
	if j := w.end(t, job, clip.Completed); len(j.Clips) != 1 || j.Clips[0].Aspect != clip.Square {
		t.Errorf("the job of a deleted asset is %+v", j)
	}
	w.call(t, http.MethodDelete, "/v3/assets/"+again.ID, nil)
	if r := w.call(t, http.MethodGet, again.URL, nil); r.status != 404 {
		t.Errorf("the link of a deleted asset answers %d", r.status)
	}
	assetOf(t, w.upload(t, "", video))
	w.badUploads(t, video)
}

func sizeOf(t *testing.T, path string) int64 {
	t.Helper()
	st, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return st.Size()
}

// badUploads leave nothing behind.
func (w *walk) badUploads(t *testing.T, video []byte) {
	t.Helper()
	before := files(t, w.objects)
	for name, content := range map[string][]byte{
		"a.mp4": []byte("These are words."), "b.mp4": nil, "c.mp4": bytes.Repeat([]byte{7, 130, 9}, 4096), "d.m3u8": []byte("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n"),
	} {
		message, param := w.upload(t, name, content).refused(t, 415, clip.UnsupportedMedia)
		if param != "file" || strings.Contains(message, w.data) || strings.Contains(message, "task-") {
			t.Errorf("%s is refused with %q about %q", name, message, param)
		}
	}
	w.upload(t, "large.mp4", make([]byte, 65<<20)).refused(t, 413, clip.TooLarge)
	w.call(t, http.MethodPost, "/v3/assets", `{}`).refused(t, 415, clip.UnsupportedMedia)

	cut, body := io.Pipe()
	m := multipart.NewWriter(body)
	go func() {
		part, _ := m.CreateFormFile("file", "cut.mp4")
		_, _ = part.Write(video)
		body.CloseWithError(io.ErrUnexpectedEOF)
	}()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+"/v3/assets", cut)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Api-Key", w.key)
	r.Header.Set("Content-Type", m.FormDataContentType())
	if resp, err := w.http.Do(r); err == nil {
		resp.Body.Close()
		t.Errorf("an aborted upload is answered %d", resp.StatusCode)
	}
	w.within(t, func() bool { return len(uploads(t, w.data)) == 0 }, func() any { return uploads(t, w.data) })
	if after := files(t, w.objects); !slices.Equal(stored(before), stored(after)) {
		t.Errorf("bad uploads left files: %v, before %v", after, before)
	}
}

// stored are the files that other work does not change meanwhile.
func stored(files []string) []string {
	return slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !strings.HasSuffix(f, "/video") })
}

// uploads are the files called video that are received in the folder for work.
func uploads(t *testing.T, data string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, "work", "*", "*", "video"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// within waits until something holds; state is said where it never does.
func (w *walk) within(t *testing.T, holds func() bool, state func() any) {
	t.Helper()
	tick, late := time.NewTicker(50*time.Millisecond), time.After(patience)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("in vain: %v", state())
		}
	}
}
