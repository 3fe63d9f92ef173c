package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// demuxers are the formats that are opened: recordings in one file. Playlists,
// scripts and image patterns, which name other files, are not among them.
const demuxers = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpegtsraw,mpeg,mpegvideo,m4v,h264,hevc,av1,obu,ivf," +
	"flv,live_flv,kux,asf,asf_o,ogg,mxf,gxf,dv,nut,rm,wtv,vob,nsv,y4m,yuv4mpegpipe," +
	"mp3,aac,flac,wav,w64,caf,aiff,au,ac3,eac3,dts,truehd,amr,amrnb,amrwb,ape,wv,tta,mpc,mpc8"

// Probe tells what a file holds. Where it holds nothing usable the error is an
// [*Error] of kind NotFound, NotMedia, Incomplete or NoTracks that names the
// file.
func Probe(ctx context.Context, path string) (Info, error) {
	size, err := checkFile(path)
	if err != nil {
		return Info{}, err
	}
	out, err := Output(ctx, "-show_format", "-show_streams", "-show_packets", "-read_intervals", fmt.Sprintf("%%+#%d", sampled),
		"-of", "json=compact=1", "-i", File(path))
	if err != nil {
		if k := KindOf(err); k != Failed {
			return Info{}, err
		}
		return Info{}, unreadable(path, err)
	}
	doc, err := parseDocument(out)
	if err != nil {
		return Info{}, err
	}
	info, err := describe(path, doc)
	if err != nil {
		return Info{}, err
	}
	info.Bytes = size
	if err := measure(ctx, &info, doc); err != nil {
		return Info{}, err
	}
	return info, nil
}

// describe picks the tracks and tells what the header knows about them.
func describe(path string, doc document) (Info, error) {
	base := doc.Format.Start.or(0)
	info := Info{Path: path, Format: doc.Format.Name, Origin: base}
	if s := defaultVideo(doc.Streams); s != nil {
		info.Video = s.video(base)
	}
	if s := defaultAudio(doc.Streams); s != nil {
		info.Audio = s.audio(base)
	}
	if info.Video == nil && info.Audio == nil {
		return Info{}, &Error{NoTracks, fmt.Sprintf("%s has neither a picture nor a sound track that can be read", path), nil}
	}
	return info, nil
}

// Output runs ffprobe with args and returns what it writes to its standard
// output. Inputs can only be local files that hold a recording.
func Output(ctx context.Context, args ...string) ([]byte, error) {
	var out bytes.Buffer
	full := append([]string{"-hide_banner", "-v", "error", "-format_whitelist", demuxers}, onlyLocal(args)...)
	err := runTool(ctx, "ffprobe", full, Command{Stdout: &out})
	return out.Bytes(), err
}

func checkFile(path string) (size int64, err error) {
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return 0, &Error{NotFound, fmt.Sprintf("there is no file %s", path), err}
	case err != nil:
		return 0, &Error{NotFound, fmt.Sprintf("%s cannot be opened: %v", path, err), err}
	case !st.Mode().IsRegular():
		return 0, &Error{NotMedia, fmt.Sprintf("%s is not a file", path), nil}
	case st.Size() == 0:
		return 0, &Error{NotMedia, fmt.Sprintf("%s is empty", path), nil}
	}
	return st.Size(), nil
}

// unreadable explains a file that ffprobe refuses.
func unreadable(path string, cause error) error {
	head := make([]byte, 12)
	f, err := os.Open(path)
	if err != nil {
		return &Error{NotFound, fmt.Sprintf("%s cannot be opened: %v", path, err), err}
	}
	defer f.Close()
	n, _ := io.ReadFull(f, head)
	if n >= 8 && strings.Contains(cause.Error(), "moov atom not found") {
		switch string(head[4:8]) {
		case "ftyp", "mdat", "wide", "free", "skip":
			return &Error{Incomplete, fmt.Sprintf("%s is incomplete: its index (moov) is missing, so nothing in it can be played; download, copy or export it again", path), cause}
		}
	}
	return &Error{NotMedia, fmt.Sprintf("%s is not a video or audio file that can be read", path), cause}
}
