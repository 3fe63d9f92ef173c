package media

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func readTestdata(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What ffprobe tells of a telephone's recording: turned, wide gamut, cover art,
// two sound tracks, the second of them the default.
func TestDescribe(t *testing.T) {
	doc, err := parseDocument(readTestdata(t, "phone.json"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := describe("phone.mov", doc)
	if err != nil {
		t.Fatal(err)
	}
	want := Info{
		Path: "phone.mov", Format: "mov,mp4,m4a,3gp,3g2,mj2", Origin: 0.5,
		Video: &Video{
			Index: 1, Codec: "hevc", Width: 1080, Height: 1920, Rotation: 90, SAR: Rational{1, 1}, Start: 0.25, End: 10.25,
			PixFmt: "yuv420p10le", Range: "tv", Space: "bt2020nc", Transfer: "arib-std-b67", Primaries: "bt2020", HDR: true,
		},
		Audio: &Audio{Index: 3, Codec: "aac", Channels: 2, SampleRate: 48000, End: 10.5},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDescribeMatroska(t *testing.T) {
	doc, err := parseDocument(readTestdata(t, "offset.json"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := describe("offset.mkv", doc)
	if err != nil {
		t.Fatal(err)
	}
	if end := claimedEnd(got, doc); math.Abs(end-6.021) > 1e-9 || math.Abs(got.Video.Start-0.021) > 1e-9 {
		t.Errorf("ends at %v, the picture begins at %v", end, got.Video.Start)
	}
}

func TestDescribeNothing(t *testing.T) {
	for _, s := range []string{`{}`, `{"streams":[{"codec_type":"subtitle","codec_name":"mov_text"}]}`,
		`{"streams":[{"codec_type":"video","codec_name":"mjpeg","width":5,"height":5,"disposition":{"attached_pic":1}}]}`,
		`{"streams":[{"codec_type":"video","width":5,"height":5}]}`} {
		doc, err := parseDocument([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := describe("x", doc); KindOf(err) != NoTracks {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestRotation(t *testing.T) {
	for _, c := range []struct {
		angle string
		want  int
	}{{"-90", 90}, {"90", 270}, {"180", 180}, {"-180", 180}, {"0", 0}, {"-270", 270}, {"360", 0}, {"-89.6", 90}, {"45", 0}, {`"x"`, 0}} {
		doc, err := parseDocument([]byte(`{"streams":[{"side_data_list":[{"rotation":` + c.angle + `}]}]}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Streams[0].rotation(); got != c.want {
			t.Errorf("%s: %d, want %d", c.angle, got, c.want)
		}
	}
}

func FuzzDocument(f *testing.F) {
	f.Add(readTestdata(f, "phone.json"))
	f.Add(readTestdata(f, "offset.json"))
	f.Add([]byte(`{"streams":[{"codec_type":"video","codec_name":"x","width":1,"height":1,"r_frame_rate":"1/0","sample_aspect_ratio":"9:1"}],"format":{"duration":"1e400"}}`))
	f.Add([]byte(`{"packets":[{"stream_index":0,"pts_time":"0.033333","duration_time":"0.033333","flags":"K_"},{"dts_time":"-1","flags":""}],
		"streams":[{"codec_type":"video","codec_name":"x","width":1,"height":1,"avg_frame_rate":"30/1"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := parseDocument(b)
		if err != nil {
			return
		}
		info, err := describe("x", doc)
		if err != nil {
			return
		}
		if v := info.Video; v != nil {
			s := defaultVideo(doc.Streams)
			times := frameTimes(doc.Packets, v.Index, info.Origin)
			v.Rate, v.Phase, v.Variable = constantRate(Rational(s.RFrameRate), Rational(s.AvgRate), times, v.Interlaced)
			if r := v.Rate.Float(); v.Width < 1 || v.Height < 1 || !(r > 0 && r <= 60.1) || !(v.Start >= 0) || !(v.Phase >= 0 && v.Phase <= 1/r) {
				t.Errorf("%+v", v)
			}
			if _, found := lastEnd(doc.Packets, v.Index); found {
				wholeEnd(doc.Packets, []int{v.Index})
			}
			hasKey(doc.Packets, v.Index, 1)
			if PictureFilter(*v) == "" {
				t.Error("no picture filter")
			}
		}
		if end := claimedEnd(info, doc); !(end >= 0) || math.IsInf(end, 0) {
			t.Errorf("ends at %v", end)
		}
	})
}

func FuzzProgress(f *testing.F) {
	for _, s := range []string{"out_time_us=1500000", "out_time_us=N/A", "out_time_ms=5", "out_time_us=-23", "progress=end", "out_time_us=99999999999999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := progressTime(s); ok && d < 0 {
			t.Errorf("%q: %v", s, d)
		}
	})
}
